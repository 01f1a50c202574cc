/**
 * The workspace as the engine sees it, read from disk as far as somebody asked.
 *
 * The engine is synchronous and sees an immutable snapshot. A path that the snapshot does not know is answered `unknown` and noted; after
 * the run the noted paths are loaded and the run is repeated, a bounded number of times.
 */
import type { FileState, ProjectFiles } from '../project/files.ts';

/** The files below a workspace folder, with `/`. `complete` is false where some are missing. */
export interface Listing {
  readonly paths: readonly string[];
  readonly complete: boolean;
}

/** Reads one workspace folder. Paths are relative to it, with `/`. */
export interface FolderReader {
  /** Never rejects and never answers `unknown`. */
  read(path: string): Promise<FileState>;
  /** Every file path below the folder, or undefined where that cannot be known. */
  list(): Promise<Listing | undefined>;
}

/** How often a run may ask for more files: Dockerfile -> package.json -> script -> what the script calls, and some room. */
const maximumRounds = 6;

interface Wishes {
  readonly paths: Set<string>;
  listing: boolean;
}

/** What is known about one workspace folder. Lives as long as the folder; `invalidate` makes it forget. */
export class ProjectCache {
  readonly #reader: FolderReader;
  readonly #files = new Map<string, FileState>();
  #listing: { readonly paths: readonly string[] | undefined; readonly complete: boolean } | undefined;
  /** Counts invalidations, so that what was read before one is not remembered after it. */
  #generation = 0;

  constructor(reader: FolderReader) {
    this.#reader = reader;
  }

  /**
   * Runs `work` against snapshots until it wishes for nothing new. `stopped` is asked between the rounds; once it says true, the last
   * result is returned as it is.
   */
  async run<T>(work: (files: ProjectFiles) => T, stopped: () => boolean): Promise<T> {
    for (let round = 1; ; round++) {
      const wishes: Wishes = { paths: new Set(), listing: false };
      const result = work(this.#snapshot(wishes));
      const satisfied = wishes.paths.size === 0 && !wishes.listing;
      if (satisfied || round >= maximumRounds || stopped()) return result;
      await this.#load(wishes);
    }
  }

  /**
   * Forgets one file, and the listing when the file came or went.
   * @returns whether anything that was said before may depend on it.
   */
  invalidate(path: string, cameOrWent: boolean): boolean {
    const concerned = this.#files.delete(path) || (cameOrWent && this.#listing !== undefined);
    if (cameOrWent) this.#listing = undefined;
    this.#generation++;
    return concerned;
  }

  clear(): void {
    this.#files.clear();
    this.#listing = undefined;
    this.#generation++;
  }

  #snapshot(wishes: Wishes): ProjectFiles {
    const files = new Map(this.#files);
    const listing = this.#listing;
    return {
      state(path) {
        const known = files.get(path);
        if (known === undefined) wishes.paths.add(path);
        return known ?? { state: 'unknown' };
      },
      list(folder) {
        if (listing === undefined) wishes.listing = true;
        const prefix = folder === '' ? '' : `${folder}/`;
        return listing?.paths?.filter((path) => path.startsWith(prefix));
      },
      listingComplete: listing?.complete ?? false,
    };
  }

  async #load(wishes: Wishes): Promise<void> {
    const generation = this.#generation;
    const listing = wishes.listing ? this.#reader.list() : undefined;
    const states = await Promise.all([...wishes.paths].map(async (path) => [path, await this.#reader.read(path)] as const));
    const listed = await listing;
    if (generation !== this.#generation) return;
    for (const [path, state] of states) this.#files.set(path, state);
    if (wishes.listing) this.#listing = { paths: listed?.paths, complete: listed?.complete ?? false };
  }
}
