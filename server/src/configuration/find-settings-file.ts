/** Which settings file speaks for a Dockerfile: the nearest one, from the Dockerfile's folder up to the root of the repository. */
import type { ProjectFiles } from '../project/files.ts';
import { folderOf, resolvePath } from '../project/paths.ts';
import { SETTINGS_FILE_NAME } from './file-name.ts';

export interface FoundSettingsFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** That it lies in; '' for the root. */
  readonly folder: string;
  readonly content: { readonly state: 'present'; readonly text: string } | { readonly state: 'unreadable'; readonly reason: string };
}

export interface SettingsSearch {
  readonly found: FoundSettingsFile | undefined;
  /** A repository begins in one of the folders: what lies above them is another's. */
  readonly inRepository: boolean;
}

/** A folder in a clone, a file in a worktree and in a submodule. */
const REPOSITORY = '.git';

/**
 * The nearest file alone counts: nothing is mixed from files further up, so that whoever reads one file knows what holds.
 * `dockerfile` is relative to the root. Nothing is found when there is none, or while `files` do not know yet.
 */
export function findSettingsFile(files: Pick<ProjectFiles, 'state'>, dockerfile: string): SettingsSearch {
  // All are asked for before any is looked at: what is unknown is loaded in one go.
  const candidates = foldersUpFrom(folderOf(dockerfile)).map((folder) => {
    const path = resolvePath(folder, SETTINGS_FILE_NAME);
    const repository = files.state(resolvePath(folder, REPOSITORY)).state;
    return { path, folder, content: files.state(path), isRoot: repository === 'present' || repository === 'unreadable' };
  });
  let found: FoundSettingsFile | undefined;
  for (const { path, folder, content, isRoot } of candidates) {
    if (content.state === 'unknown') return { found: undefined, inRepository: false };
    if (found === undefined && content.state !== 'absent') found = { path, folder, content };
    if (isRoot) return { found, inRepository: true };
  }
  return { found, inRepository: false };
}

function foldersUpFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let current = folder; current !== ''; ) {
    current = folderOf(current);
    folders.push(current);
  }
  return folders;
}
