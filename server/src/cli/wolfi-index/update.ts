/** Fetches an index and keeps it. */
import { type CachedIndex, readCache, writeCache } from './cache-file.ts';
import { IndexProblem } from './index-problem.ts';
import { describeSourceError, openSource, sourceName } from './index-source.ts';
import { ArchiveProblem, type IndexLimits, readIndex } from './read-index.ts';

export interface UpdateRequest {
  /** Address or file. */
  readonly from: string;
  /** Seconds without a sign of life. */
  readonly timeout: number;
  /** Absolute. */
  readonly cacheFolder: string;
  /** Absolute. */
  readonly currentDirectory: string;
  /** Of this program. */
  readonly version: string;
  readonly limits?: IndexLimits;
}

export interface IndexUpdate {
  readonly cached: Omit<CachedIndex, 'format'>;
  /** The server said that nothing is new, and nothing was written. */
  readonly unchanged: boolean;
}

/** Rejects with `IndexProblem`; what was kept before is then as it was. */
export async function updateIndex({ from, timeout, cacheFolder, currentDirectory, version, limits }: UpdateRequest): Promise<IndexUpdate> {
  const source = sourceName(from, currentDirectory);
  // A damaged one is replaced.
  const known = await readCache(cacheFolder).catch(() => undefined);
  const etag = known?.source === source ? (known.etag ?? undefined) : undefined;
  const opened = await openSource(source, { etag, timeout, userAgent: `migrate-to-chainguard/${version}` });
  if (opened.kind === 'unchanged') {
    if (known === undefined) throw new IndexProblem(`${source}: nothing is new, and nothing is known.`);
    return { cached: known, unchanged: true };
  }
  try {
    const { packages, virtual, descriptions, built } = await readIndex(opened.bytes, limits);
    const retrieved = new Date().toISOString();
    const date = built ?? (opened.lastModified?.toISOString() ?? retrieved).slice(0, 10);
    const cached = { source, date, retrieved, etag: opened.etag ?? null, packages, virtual, descriptions };
    await writeCache(cacheFolder, cached);
    return { cached, unchanged: false };
  } catch (error) {
    if (error instanceof IndexProblem) throw error;
    if (error instanceof ArchiveProblem) throw new IndexProblem(`${source}: is no usable APKINDEX.tar.gz: ${error.message}.`);
    throw new IndexProblem(`${source}: cannot be read to its end: ${describeSourceError(error)}.`);
  } finally {
    opened.close();
  }
}
