/** The list that was fetched last, for those who look up names in it. Knows nothing of the network. */
import { homedir } from 'node:os';
import type { WolfiIndex } from '../../packages/index.ts';
import { readCache, toWolfiIndex } from './cache-file.ts';
import { cacheFolder } from './cache-folder.ts';
import { IndexProblem } from './index-problem.ts';

export interface CacheOwner {
  /** Absolute. */
  readonly currentDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export const NONE_YET = 'There is no refreshed Wolfi index yet: fetch one with index update.';

/** The index that was fetched last. That nobody fetched one is a problem: the snapshot in its place would be another answer than was asked for. */
export async function refreshedIndex(surroundings: CacheOwner): Promise<{ readonly index: WolfiIndex } | { readonly problem: string }> {
  try {
    const cached = await readCache(folderOf(surroundings));
    return cached === undefined ? { problem: NONE_YET } : { index: toWolfiIndex(cached) };
  } catch (error) {
    if (error instanceof IndexProblem) return { problem: error.message };
    throw error;
  }
}

export function folderOf({ currentDirectory, environment }: CacheOwner): string {
  return cacheFolder({ platform: process.platform, environment, home: homedir(), currentDirectory });
}
