/** Where a project begins: paths that the engine sees are relative to it. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The nearest ancestor with `.git`; else the current directory if the file lies in it; else the file's folder. All paths absolute. */
export function projectRoot(file: string, currentDirectory: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) break;
  }
  return pathInside(currentDirectory, file) === undefined ? dirname(file) : currentDirectory;
}

/** `path` relative to `folder`, with `/`, '' for the folder itself; undefined when it lies elsewhere. */
export function pathInside(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return inside.split(sep).join('/');
}

/** The nearest folder that holds both, undefined when that is the root of the file system or they share none. */
export function commonFolder(first: string, second: string): string | undefined {
  for (let folder = first; ; folder = dirname(folder)) {
    if (folder === dirname(folder)) return undefined;
    if (pathInside(folder, second) !== undefined) return folder;
  }
}
