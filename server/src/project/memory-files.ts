/** Snapshots of a workspace that live in memory: for tests, for the browser, and for what an edge has loaded so far. */
import * as l10n from '@vscode/l10n';
import type { FileState, ProjectFiles } from './files.ts';
import { normalisePath, pathBelow } from './paths.ts';

export interface MemoryFilesOptions {
  /** Further paths that exist although their content is not known. */
  readonly listing?: readonly string[];
  /** False where folders cannot be listed (virtual workspaces). Default true. */
  readonly canList?: boolean;
  /** False when the listing was cut off. Default true. */
  readonly listingComplete?: boolean;
  /** See `ProjectFiles.authoritative`. Default false. */
  readonly authoritative?: boolean;
  /** What a path that is not in the record is. Default `absent`. */
  readonly others?: 'absent' | 'unknown';
}

/**
 * Files from a record of path → text. `null` stands for a file that exists and cannot be read.
 * Listed paths count as unreadable too. Paths are relative to the workspace root.
 */
export function memoryFiles(record: Readonly<Record<string, string | null>>, options: MemoryFilesOptions = {}): ProjectFiles {
  const states = new Map<string, FileState>();
  for (const path of options.listing ?? [])
    states.set(normalisePath(path), { state: 'unreadable', reason: l10n.t('only its name is known') });
  for (const [path, text] of Object.entries(record)) {
    states.set(normalisePath(path), text === null ? { state: 'unreadable', reason: l10n.t('cannot be read') } : { state: 'present', text });
  }
  const paths = [...states.keys()].sort();
  const otherwise: FileState = { state: options.others ?? 'absent' };
  return {
    state: (path) => states.get(normalisePath(path)) ?? otherwise,
    list: (folder) => {
      if (options.canList === false) return undefined;
      const normal = normalisePath(folder);
      return normal === '' ? paths : paths.filter((path) => pathBelow(normal, path));
    },
    listingComplete: options.listingComplete ?? true,
    authoritative: options.authoritative ?? false,
  };
}

export interface RecordingFiles extends ProjectFiles {
  /** Paths asked for whose state was `unknown`, in the order of the first question: what the edge should load before it asks again. */
  readonly wishes: ReadonlySet<string>;
}

/** The same files, noting what was asked for and is not known yet. */
export function recordingFiles(files: ProjectFiles): RecordingFiles {
  const wishes = new Set<string>();
  return {
    wishes,
    get listingComplete(): boolean {
      return files.listingComplete;
    },
    authoritative: files.authoritative ?? false,
    list: (folder) => files.list(folder),
    state: (path) => {
      const state = files.state(path);
      if (state.state === 'unknown') wishes.add(normalisePath(path));
      return state;
    },
  };
}
