/** Reads workspace folders from disk, with limits: a Dockerfile's neighbourhood is small, a workspace may be huge. */
import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileState } from '../project/files.ts';
import type { FolderReader } from './project-files.ts';

/** Lock files of large monorepos reach 2 MB; anything above is not read for a remark in an editor. */
const maximumFileSize = 4 * 1024 * 1024;
const maximumListedFiles = 20_000;
const maximumDepth = 12;
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

export function createFolderReader(root: string): FolderReader {
  return {
    read: (path) => read(root, path),
    list: () => list(root),
  };
}

async function read(root: string, path: string): Promise<FileState> {
  const outside = path === '' || path.startsWith('/') || path.includes('\0') || path.split('/').includes('..');
  if (outside) return { state: 'unreadable', reason: 'outside the workspace folder' };
  const place = join(root, path);
  try {
    const stats = await stat(place);
    if (!stats.isFile()) return { state: 'unreadable', reason: 'not a file' };
    if (stats.size > maximumFileSize) return { state: 'unreadable', reason: `larger than ${maximumFileSize} bytes` };
    const bytes = await readFile(place);
    if (bytes.includes(0)) return { state: 'unreadable', reason: 'binary' };
    return { state: 'present', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return failedRead(error);
  }
}

function failedRead(error: unknown): FileState {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'absent' };
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { state: 'unreadable', reason: 'not UTF-8' };
  return { state: 'unreadable', reason: code || String(error) };
}

async function list(root: string): Promise<{ paths: readonly string[]; complete: boolean }> {
  const paths: string[] = [];
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  let complete = true;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    try {
      for await (const entry of await opendir(join(root, folder.path))) {
        const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
        if (entry.isDirectory()) {
          if (skippedFolders.has(entry.name)) continue;
          if (folder.depth >= maximumDepth) complete = false;
          else folders.push({ path, depth: folder.depth + 1 });
        } else if (paths.length >= maximumListedFiles) {
          return { paths, complete: false };
        } else {
          paths.push(path);
        }
      }
    } catch {
      // A folder that vanished or may not be read: the rest of the listing still holds.
      complete = false;
    }
  }
  return { paths, complete };
}
