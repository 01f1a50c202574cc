/** `migrate-to-chainguard index …`: what each command prints, and its exit code. */
import { bundledWolfi, searchWolfi, WOLFI_SOURCE } from '../../packages/index.ts';
import type { IndexCommand } from './arguments.ts';
import { cacheFile, readCache, removeCache, toWolfiIndex } from './cache-file.ts';
import { IndexProblem } from './index-problem.ts';
import { type CacheOwner, folderOf, NONE_YET } from './refreshed-index.ts';
import { updateIndex } from './update.ts';

export interface IndexSurroundings extends CacheOwner {
  /** Of this program. */
  readonly version: string;
}

/** What is to be printed; a problem is one whole sentence. */
export type IndexAnswer = { readonly lines: readonly string[] } | { readonly problem: string };

/** Rejects only for bugs. */
export async function runIndex(command: IndexCommand, surroundings: IndexSurroundings): Promise<IndexAnswer> {
  try {
    return { lines: await answer(command, surroundings, folderOf(surroundings)) };
  } catch (error) {
    if (error instanceof IndexProblem) return { problem: error.message };
    throw error;
  }
}

async function answer(command: IndexCommand, { currentDirectory, version }: IndexSurroundings, folder: string): Promise<readonly string[]> {
  switch (command.kind) {
    case 'update': {
      const { cached, unchanged } = await updateIndex({ ...command, cacheFolder: folder, currentDirectory, version });
      const counts = `${cached.packages.length} packages, ${cached.virtual.length} virtual names`;
      return [`Wolfi index of ${cached.date}: ${counts}${unchanged ? ' (unchanged)' : ''}.`, 'Conversions use it with --index refreshed.'];
    }
    case 'status':
      return await status(folder);
    case 'search':
      return await search(command, folder);
    case 'reset':
      return [(await removeCache(folder)) ? 'The refreshed Wolfi index is removed.' : 'There was no refreshed Wolfi index.'];
  }
}

async function status(folder: string): Promise<readonly string[]> {
  const names = bundledWolfi.names();
  const packages = names.filter((name) => bundledWolfi.find(name)?.kind === 'package').length;
  const bundled = [
    `bundled    ${bundledWolfi.date}  ${packages} packages, ${names.length - packages} virtual names`,
    `           from ${WOLFI_SOURCE}`,
  ];
  const cached = await readCache(folder);
  if (cached === undefined) return [...bundled, 'refreshed  none; index update fetches one'];
  return [
    ...bundled,
    `refreshed  ${cached.date}  ${cached.packages.length} packages, ${cached.virtual.length} virtual names`,
    `           from ${cached.source}`,
    `           fetched ${cached.retrieved}, kept in ${cacheFile(folder)}`,
  ];
}

async function search(
  { text, limit, index: choice }: IndexCommand & { readonly kind: 'search' },
  folder: string,
): Promise<readonly string[]> {
  const cached = choice === 'bundled' ? undefined : await readCache(folder);
  if (choice === 'refreshed' && cached === undefined) throw new IndexProblem(NONE_YET);
  const index = cached === undefined ? bundledWolfi : toWolfiIndex(cached);
  const found = searchWolfi(text, limit + 1, index);
  const rows = found.slice(0, limit).map((one): readonly [string, string, string] => {
    const told = index.description(one.name) ?? '';
    if (one.kind === 'package') return [one.name, one.version, told];
    return [one.name, '-', one.kind === 'virtual' ? `provided by ${one.providers.join(', ')}` : ''];
  });
  const width = (column: 0 | 1): number => Math.max(0, ...rows.map((row) => row[column].length));
  const [first, second] = [width(0), width(1)];
  return [
    ...rows.map(([name, version, told]) => `${name.padEnd(first)}  ${version.padEnd(second)}  ${told}`.trimEnd()),
    found.length === 0
      ? `No package of ${index.date} has "${text}" in its name.`
      : `Wolfi index of ${index.date}${found.length > limit ? `, the first ${limit}` : ''}.`,
  ];
}
