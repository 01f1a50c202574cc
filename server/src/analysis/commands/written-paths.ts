/** From words to the absolute paths that a command writes. */
import type { ShellWord } from '../../shell/index.ts';
import type { CommandSurroundings, WrittenPath } from '../effects.ts';
import { isWithin, resolveImagePath } from '../path.ts';
import { type ExpandedWord, fieldsOf } from './expansion.ts';

export interface PathOptions {
  /** Everything below the path may change. */
  readonly tree?: boolean;
  /** The path is made by name. */
  readonly created?: boolean;
}

/**
 * The paths that a word names, absolute; undefined when one cannot be known.
 * A glob or a brace expression becomes the folder in front of it with `tree: true`. Devices (`/dev/null`) are no paths of the image.
 */
export function pathsOf(word: ShellWord, around: CommandSurroundings, options: PathOptions = {}): readonly WrittenPath[] | undefined {
  const fields = fieldsOf(word, around);
  if (fields === undefined) return undefined;
  const paths: WrittenPath[] = [];
  for (const field of fields) {
    const path = pathFrom(field, around, options);
    if (path === undefined) return undefined;
    if (!isDevice(path.path)) paths.push(path);
  }
  return paths;
}

/** All paths of several words; undefined when one cannot be known. */
export function allPathsOf(
  words: readonly ShellWord[],
  around: CommandSurroundings,
  options: PathOptions = {},
): readonly WrittenPath[] | undefined {
  const paths: WrittenPath[] = [];
  for (const word of words) {
    const found = pathsOf(word, around, options);
    if (found === undefined) return undefined;
    paths.push(...found);
  }
  return paths;
}

/** The paths that can be known, for commands that change only what is there already (rm, chmod, chown). */
export function knownPathsOf(words: readonly ShellWord[], around: CommandSurroundings, options: PathOptions = {}): readonly WrittenPath[] {
  return words.flatMap((word) => pathsOf(word, around, options) ?? []);
}

/** A plain text against the working directory; undefined when that is not known. */
export function absolutePath(text: string, around: CommandSurroundings): string | undefined {
  if (text.startsWith('/')) return resolveImagePath('/', text);
  return around.workdir === undefined ? undefined : resolveImagePath(around.workdir, text);
}

/** The folder that holds an absolute path. */
export function parentOf(path: string): string {
  return resolveImagePath(path, '..');
}

/** Folders that belong to root on every image, even when they are the working directory. */
const systemFolders = new Set([
  '/',
  '/bin',
  '/etc',
  '/home',
  '/lib',
  '/media',
  '/mnt',
  '/opt',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local',
  '/usr/local/bin',
  '/usr/local/lib',
  '/usr/local/share',
  '/usr/sbin',
  '/usr/share',
  '/usr/src',
  '/var',
  '/var/lib',
  '/var/log',
  '/var/www',
]);

/** Whether one of the paths lies where only root may write: outside WORKDIR, HOME and the folders for temporary files. */
export function needRoot(writes: readonly WrittenPath[], around: CommandSurroundings): boolean {
  const workdir = around.instructionWorkdir ?? around.workdir;
  const own = [workdir, around.home, '/tmp', '/var/tmp'].filter((folder) => folder !== undefined && !systemFolders.has(folder));
  return writes.some(({ path }) => !own.some((folder) => folder !== undefined && isWithin(path, folder)));
}

/** Without what lies below HOME: for paths that a program derives from HOME itself, so that they move with the user. */
export function outsideHome(writes: readonly WrittenPath[], around: CommandSurroundings): readonly WrittenPath[] {
  const { home } = around;
  return home === undefined || home === '/' ? writes : writes.filter(({ path }) => !isWithin(path, home));
}

/** Folders that are there on every image: a copy into one of them makes a file inside it. */
export function isKnownFolder(path: string, around: CommandSurroundings): boolean {
  return (
    systemFolders.has(path) ||
    path === '/tmp' ||
    path === '/var/tmp' ||
    path === '/usr/local/sbin' ||
    path === around.workdir ||
    path === around.home
  );
}

function pathFrom(field: ExpandedWord, around: CommandSurroundings, options: PathOptions): WrittenPath | undefined {
  const { text } = field;
  if (text === '') return undefined;
  const stem = field.pattern ? text.slice(0, text.search(/[*?[{]|[!@+]\(/)).replace(/[^/]*$/, '') : text;
  const path = absolutePath(stem === '' ? '.' : stem, around);
  if (path === undefined) return undefined;
  return { path, tree: field.pattern || options.tree === true, created: options.created === true };
}

function isDevice(path: string): boolean {
  return isWithin(path, '/dev') || isWithin(path, '/proc');
}
