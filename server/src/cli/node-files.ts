/** The surroundings of a Dockerfile on disk. Read when somebody asks, so nothing is ever `unknown`. */
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SKIPPED_FOLDERS } from '../project/dockerfile-names.ts';
import type { FileState, ProjectFiles } from '../project/files.ts';
import { describeError, errorCode } from './file-errors.ts';
import { pathInside } from './project-root.ts';

/** Lock files of large workspaces come close to it. */
const MAXIMUM_FILE_BYTES = 2 * 1024 * 1024;
const MAXIMUM_LISTED_ENTRIES = 50_000;
/** Texts kept in memory while many Dockerfiles of one project are looked at, in UTF-16 code units. */
const MAXIMUM_CACHED_LENGTH = 32 * 1024 * 1024;

interface Listing {
  readonly paths: readonly string[];
  readonly complete: boolean;
}

export class NodeFiles implements ProjectFiles {
  readonly #root: string;
  readonly #maximumEntries: number;
  readonly #states = new Map<string, FileState>();
  readonly #listings = new Map<string, Listing>();
  #cachedLength = 0;

  /** `root` is absolute. */
  constructor(root: string, maximumEntries: number = MAXIMUM_LISTED_ENTRIES) {
    this.#root = root;
    this.#maximumEntries = maximumEntries;
  }

  state(path: string): FileState {
    const known = this.#states.get(path);
    if (known !== undefined) return known;
    const state = this.#read(path);
    if (this.#cachedLength > MAXIMUM_CACHED_LENGTH) this.forgetTexts();
    if (state.state === 'present') this.#cachedLength += state.text.length;
    this.#states.set(path, state);
    return state;
  }

  list(folder: string): readonly string[] {
    const all = this.#listing('');
    if (folder === '') return all.paths;
    // Where the whole tree is too large, the folder asked for may still be small.
    if (!all.complete) return this.#listing(folder).paths;
    return all.paths.filter((path) => path.startsWith(`${folder}/`));
  }

  get listingComplete(): boolean {
    return this.#listing('').complete;
  }

  forgetTexts(): void {
    this.#states.clear();
    this.#cachedLength = 0;
  }

  #read(path: string): FileState {
    const parts = path.split('/');
    if (path === '' || path.startsWith('/') || parts.includes('..') || path.includes('\0')) {
      return { state: 'unreadable', reason: 'lies outside the project' };
    }
    try {
      const place = join(this.#root, path);
      const stats = statSync(place);
      if (stats.isDirectory()) return { state: 'unreadable', reason: 'is a folder' };
      if (!stats.isFile()) return { state: 'unreadable', reason: 'is not a plain file' };
      if (stats.size > MAXIMUM_FILE_BYTES) return { state: 'unreadable', reason: `is larger than ${MAXIMUM_FILE_BYTES / 1024 / 1024} MB` };
      if (pathInside(realpathSync(this.#root), realpathSync(place)) === undefined)
        return { state: 'unreadable', reason: 'is a link that leads out of the project' };
      return decode(readFileSync(place));
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOTDIR') return { state: 'absent' };
      if (code === 'ENOENT') return this.#missing(path);
      return { state: 'unreadable', reason: describeError(error) };
    }
  }

  /** A link whose target is gone is there all the same: Docker would copy it. */
  #missing(path: string): FileState {
    const link = lstatSync(join(this.#root, path), { throwIfNoEntry: false })?.isSymbolicLink();
    return link === true ? { state: 'unreadable', reason: 'is a broken link' } : { state: 'absent' };
  }

  #listing(folder: string): Listing {
    const known = this.#listings.get(folder);
    if (known !== undefined) return known;
    const listing = this.#walk(folder);
    this.#listings.set(folder, listing);
    return listing;
  }

  /** Level by level, so that the cap cuts off what lies deepest. Linked folders are listed as one entry: no loops, and Docker copies the link, too. */
  #walk(top: string): Listing {
    const paths: string[] = [];
    const folders = [top];
    let complete = true;
    let seen = 0;
    for (const folder of folders) {
      let entries;
      try {
        entries = readdirSync(join(this.#root, folder), { withFileTypes: true });
      } catch {
        complete = false;
        continue;
      }
      for (const entry of entries) {
        if (entry.isDirectory() && SKIPPED_FOLDERS.has(entry.name)) continue;
        if (++seen > this.#maximumEntries) return { paths: paths.sort(), complete: false };
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) folders.push(path);
        else paths.push(path);
      }
    }
    return { paths: paths.sort(), complete };
  }
}

function decode(bytes: Buffer): FileState {
  if (bytes.includes(0)) return { state: 'unreadable', reason: 'is binary' };
  try {
    return { state: 'present', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { state: 'unreadable', reason: 'is not valid UTF-8' };
  }
}
