/** Reads workspace folders from disk. */
import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileState } from '../project/files.ts';
import { type FolderEntries, listFolder, maximumFileSize, maximumListedFiles, readInside, unreadable } from './folder-reading.ts';
import type { FolderReader } from './project-files.ts';

export function createFolderReader(root: string): FolderReader {
  return {
    read: (path) => readInside(path, () => read(join(root, path))),
    list: () => listFolder((path) => readEntries(join(root, path))),
  };
}

async function read(place: string): Promise<FileState> {
  try {
    const stats = await stat(place);
    if (!stats.isFile()) return unreadable('not-a-file');
    if (stats.size > maximumFileSize) return unreadable('too-large');
    const bytes = await readFile(place);
    if (bytes.includes(0)) return unreadable('binary');
    return { state: 'present', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return failedRead(error);
  }
}

function failedRead(error: unknown): FileState {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'absent' };
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return unreadable('not-utf-8');
  return { state: 'unreadable', reason: code || String(error) };
}

/** Stops where one folder alone has more than a listing may hold. */
async function readEntries(place: string): Promise<FolderEntries> {
  const files: string[] = [];
  const folders: string[] = [];
  for await (const entry of await opendir(place)) {
    if (files.length + folders.length > maximumListedFiles) return { files, folders, complete: false };
    (entry.isDirectory() ? folders : files).push(entry.name);
  }
  return { files, folders, complete: true };
}
