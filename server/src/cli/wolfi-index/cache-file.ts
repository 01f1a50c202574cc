/** The refreshed index on disk: one JSON file that is written whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type WolfiIndex, wolfiIndexOf } from '../../packages/index.ts';
import { describeError, errorCode } from '../file-errors.ts';
import { IndexProblem } from './index-problem.ts';

const FORMAT = 1;

/** What is kept. The lists are those of `ApkIndex`. */
export interface CachedIndex {
  readonly format: typeof FORMAT;
  /** Address it was asked for at, or absolute path of the file. */
  readonly source: string;
  /** Day of the index, ISO form. */
  readonly date: string;
  /** Moment of the download, ISO form. */
  readonly retrieved: string;
  readonly etag: string | null;
  readonly packages: readonly string[];
  readonly virtual: readonly string[];
  readonly descriptions: readonly string[];
}

export function cacheFile(folder: string): string {
  return join(folder, `wolfi-index-${FORMAT}.json`);
}

/** Undefined when nothing was ever fetched. Rejects with `IndexProblem` for a file that cannot be read, or that is not as it was written. */
export async function readCache(folder: string): Promise<CachedIndex | undefined> {
  const path = cacheFile(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw new IndexProblem(`${path}: cannot be read: ${describeError(error)}.`);
  }
  const found = asCachedIndex(text);
  if (found === undefined) throw new IndexProblem(`${path}: is damaged. Fetch it again with index update, or remove it with index reset.`);
  return found;
}

/** The folder is made where it does not exist. A failure leaves the old file as it was. */
export async function writeCache(folder: string, content: Omit<CachedIndex, 'format'>): Promise<void> {
  const path = cacheFile(folder);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify({ format: FORMAT, ...content } satisfies CachedIndex)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new IndexProblem(`${path}: cannot be written: ${describeError(error)}.`);
  }
}

/** Says whether there was one. The folder stays. */
export async function removeCache(folder: string): Promise<boolean> {
  const path = cacheFile(folder);
  try {
    await rm(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw new IndexProblem(`${path}: cannot be removed: ${describeError(error)}.`);
  }
}

/** For the engine. */
export function toWolfiIndex(cached: CachedIndex): WolfiIndex {
  return wolfiIndexOf(cached, cached.date);
}

function asCachedIndex(text: string): CachedIndex | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { format, source, date, retrieved, etag, packages, virtual, descriptions }: { readonly [K in keyof CachedIndex]?: unknown } = value;
  if (format !== FORMAT || typeof source !== 'string' || typeof retrieved !== 'string') return undefined;
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date) || (etag !== null && typeof etag !== 'string')) return undefined;
  if (!isSortedList(packages) || !isSortedList(virtual) || !isSortedList(descriptions) || packages.length === 0) return undefined;
  return { format, source, date, retrieved, etag, packages, virtual, descriptions };
}

/** Names are found by binary search: a list that somebody changed by hand would hide some of them. */
function isSortedList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  let before = '';
  for (const line of value) {
    if (typeof line !== 'string') return false;
    const name = line.slice(0, line.indexOf(' '));
    if (name === '' || !(before < name)) return false;
    before = name;
  }
  return true;
}
