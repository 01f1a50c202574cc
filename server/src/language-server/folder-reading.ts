/** What holds for every reader of a workspace folder: a Dockerfile's neighbourhood is small, a workspace may be huge. */
import type { FileState } from '../project/files.ts';
import type { UnreadableFile } from '../protocol.ts';
import type { Listing } from './project-files.ts';

/** In bytes. Lock files of large monorepos reach 2 MB; anything above is not read for a remark in an editor. */
export const maximumFileSize = 4 * 1024 * 1024;
export const maximumListedFiles = 20_000;
const maximumDepth = 12;
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);
/** Folders that are read at the same time: enough for a slow file system, few enough for a process's open files. */
const simultaneous = 32;

const reasons: Readonly<Record<UnreadableFile, string>> = {
  'not-a-file': 'not a file',
  'too-large': `larger than ${maximumFileSize} bytes`,
  binary: 'binary',
  'not-utf-8': 'not UTF-8',
};

export function unreadable(why: UnreadableFile): FileState {
  return { state: 'unreadable', reason: reasons[why] };
}

/** Runs `read` unless the path leads out of the folder. */
export async function readInside(path: string, read: () => Promise<FileState>): Promise<FileState> {
  const outside = path === '' || path.startsWith('/') || path.includes('\0') || path.split('/').includes('..');
  return outside ? { state: 'unreadable', reason: 'outside the workspace folder' } : await read();
}

/** The names in one folder. `complete` is false where some are missing. */
export interface FolderEntries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly complete: boolean;
}

/**
 * Every file below a folder within the limits above, nearest first.
 * @param readEntries reads one folder ('' is the root); one that cannot be read leaves the rest of the listing as it is
 */
export async function listFolder(readEntries: (path: string) => Promise<FolderEntries>): Promise<Listing> {
  const paths: string[] = [];
  let complete = true;
  let level: readonly string[] = [''];
  for (let depth = 0; level.length > 0; depth++) {
    const below: string[] = [];
    for (let start = 0; start < level.length; start += simultaneous) {
      const group = level.slice(start, start + simultaneous);
      const found = await Promise.all(group.map(async (folder) => ({ folder, entries: await readEntries(folder).catch(() => undefined) })));
      for (const { folder, entries } of found) {
        const inside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
        for (const name of entries?.files ?? []) {
          if (paths.length >= maximumListedFiles) return { paths, complete: false };
          paths.push(inside(name));
        }
        below.push(...(entries?.folders ?? []).filter((name) => !skippedFolders.has(name)).map(inside));
        if (entries?.complete !== true) complete = false;
      }
    }
    if (below.length > 0 && depth >= maximumDepth) return { paths, complete: false };
    level = below;
  }
  return { paths, complete };
}
