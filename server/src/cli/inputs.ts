/** Files, folders, globs and `-` → the files to look at, each once, in an order that does not depend on the machine. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { isDockerfileName, SKIPPED_FOLDERS } from '../project/dockerfile-names.ts';
import { describeError, errorCode } from './file-errors.ts';

export type Input =
  /** `named`: by its own name, not by a folder or a glob. */
  | { readonly kind: 'file'; readonly path: string; readonly absolutePath: string; readonly named: boolean }
  | { readonly kind: 'stdin' }
  /** Nothing to look at, and that is a mistake. */
  | { readonly kind: 'missing'; readonly path: string; readonly message: string };

const GLOB = /[*?{}[\]]/;

/** `path` is relative to `currentDirectory`, with `/`; in the order of the arguments, inside of one argument in the order of code units. */
export async function findInputs(names: readonly string[], currentDirectory: string): Promise<readonly Input[]> {
  const found: Input[] = [];
  const seen = new Set<string>();
  for (const name of names) {
    for (const input of await expand(name, currentDirectory)) {
      const identity = input.kind === 'file' ? await realpath(input.absolutePath).catch(() => input.absolutePath) : JSON.stringify(input);
      if (!seen.has(identity)) found.push(input);
      seen.add(identity);
    }
  }
  return found;
}

/** How a file is called in everything that is printed. */
export function shownPath(absolutePath: string, currentDirectory: string): string {
  return relative(currentDirectory, absolutePath).split(sep).join('/');
}

async function expand(name: string, currentDirectory: string): Promise<readonly Input[]> {
  if (name === '-') return [{ kind: 'stdin' }];
  const absolutePath = resolve(currentDirectory, name);
  const toInput = (path: string): Input => ({ kind: 'file', path: shownPath(path, currentDirectory), absolutePath: path, named: false });
  try {
    if (!(await stat(absolutePath)).isDirectory())
      return [{ kind: 'file', path: shownPath(absolutePath, currentDirectory), absolutePath, named: true }];
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && GLOB.test(name)) return await expandGlob(name, currentDirectory, toInput);
    return [{ kind: 'missing', path: shownPath(absolutePath, currentDirectory), message: `${describeError(error)}.` }];
  }
  return await search(absolutePath, currentDirectory, toInput);
}

async function expandGlob(pattern: string, currentDirectory: string, toInput: (path: string) => Input): Promise<readonly Input[]> {
  const { glob } = await import('tinyglobby');
  const ignore = [...SKIPPED_FOLDERS].map((folder) => `**/${folder}/**`);
  const paths = await glob(sep === '\\' ? pattern.replaceAll(sep, '/') : pattern, {
    cwd: currentDirectory,
    absolute: true,
    dot: true,
    ignore,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  if (paths.length === 0) return [{ kind: 'missing', path: pattern, message: 'no file matches.' }];
  return paths
    .map((path) => resolve(path))
    .sort()
    .map(toInput);
}

/** A folder that cannot be read is told as such, the others are still searched. Linked folders are not followed. */
async function search(top: string, currentDirectory: string, toInput: (path: string) => Input): Promise<readonly Input[]> {
  const found: string[] = [];
  const missing: Input[] = [];
  const folders = [top];
  for (const folder of folders) {
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!SKIPPED_FOLDERS.has(entry.name)) folders.push(path);
        } else if (isDockerfileName(entry.name) && (await isFile(path))) {
          found.push(path);
        }
      }
    } catch (error) {
      missing.push({
        kind: 'missing',
        path: shownPath(folder, currentDirectory) || '.',
        message: `cannot be searched: ${describeError(error)}.`,
      });
    }
  }
  return [...found.sort().map(toInput), ...missing];
}

/** A broken link counts as a file: that it cannot be read is worth telling. */
async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isFile(),
    () => true,
  );
}
