/** Does a file exist? Answered from the listing where there is one, so that nobody loads a file only to see that it is there. */
import type { ProjectFiles } from './files.ts';
import { normalisePath } from './paths.ts';

export type Existence = 'yes' | 'no' | 'unknown';

interface Listing {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** A snapshot never changes and gives the same list of its root, through whatever wrapper: it is indexed once. */
const listings = new WeakMap<readonly string[], Listing>();

function listingOf(files: ProjectFiles): Listing | undefined {
  const paths = files.list('');
  if (paths === undefined) return undefined;
  const known = listings.get(paths);
  if (known !== undefined) return known;
  const folders = new Set<string>(['']);
  for (const path of paths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  const listing = { files: new Set(paths), folders };
  listings.set(paths, listing);
  return listing;
}

/** Whether a file stands at `path` (relative to the workspace root). Folders are no files. */
export function fileExists(files: ProjectFiles, path: string): Existence {
  const normal = normalisePath(path);
  if (normal === '' || normal.startsWith('..') || normal.startsWith('/')) return 'no';
  const listing = listingOf(files);
  if (listing?.files.has(normal)) return 'yes';
  if (listing !== undefined && files.listingComplete) return listing.folders.has(normal) ? 'no' : knownState(files, normal, 'no');
  return knownState(files, normal, 'unknown');
}

/** The listing leaves node_modules out, and an open document may be newer than the listing: a state that is known wins. */
function knownState(files: ProjectFiles, path: string, otherwise: Existence): Existence {
  const { state } = files.state(path);
  return state === 'present' || state === 'unreadable' ? 'yes' : state === 'absent' ? 'no' : otherwise;
}

/** Whether any file lies below `path` ('' = the root). */
export function folderExists(files: ProjectFiles, path: string): Existence {
  const normal = normalisePath(path);
  if (normal.startsWith('..') || normal.startsWith('/')) return 'no';
  const listing = listingOf(files);
  if (listing === undefined) return 'unknown';
  return listing.folders.has(normal) ? 'yes' : files.listingComplete ? 'no' : 'unknown';
}

/** Content of a file, or undefined when it is absent, unreadable or not loaded. */
export function textOf(files: ProjectFiles, path: string): string | undefined {
  const state = files.state(path);
  return state.state === 'present' ? state.text : undefined;
}
