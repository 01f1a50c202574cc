/** Which settings file speaks for a Dockerfile: the nearest one, from the Dockerfile's folder up to the root of the project. */
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

/**
 * The nearest file alone counts: nothing is mixed from files further up, so that whoever reads one file knows what holds.
 * `dockerfile` is relative to the root. Undefined when there is none, or while `files` do not know yet.
 */
export function findSettingsFile(files: Pick<ProjectFiles, 'state'>, dockerfile: string): FoundSettingsFile | undefined {
  // All are asked for before any is looked at: what is unknown is loaded in one go.
  const candidates = foldersUpFrom(folderOf(dockerfile)).map((folder) => {
    const path = resolvePath(folder, SETTINGS_FILE_NAME);
    return { path, folder, content: files.state(path) };
  });
  for (const { path, folder, content } of candidates) {
    if (content.state === 'unknown') return undefined;
    if (content.state !== 'absent') return { path, folder, content };
  }
  return undefined;
}

function foldersUpFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let current = folder; current !== ''; ) {
    current = folderOf(current);
    folders.push(current);
  }
  return folders;
}
