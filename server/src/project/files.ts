/** The one window through which the engine sees files: an immutable snapshot, filled by the edge (server or CLI). */

/** What is known about one path. `unknown` means that nobody has looked yet. */
export type FileState =
  | { readonly state: 'present'; readonly text: string }
  /** Exists, but its content is out of reach: too large, binary, no permission, or only its name is known. */
  | { readonly state: 'unreadable'; readonly reason: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };

/**
 * A snapshot of the workspace. Paths are relative to the workspace root, `/`-separated, without a leading `./`.
 * Implementations: in memory (tests, browser) and Node (`cli/`, `language-server/`), which load what `unknown` answers asked for.
 */
export interface ProjectFiles {
  state(path: string): FileState;
  /**
   * Every file path below `folder` ('' = root) as far as known, or undefined where listing is impossible (virtual workspaces).
   * node_modules and .git are left out. Capped by the edge; see `listingComplete`.
   */
  list(folder: string): readonly string[] | undefined;
  /** False when the listing was cut off or only part of the tree is checked out. */
  readonly listingComplete: boolean;
  /**
   * Somebody vouches for the listing (it is what version control holds): what is not in it is missing. Without that word a listing
   * with manifests only is taken for a partial checkout.
   */
  readonly authoritative?: boolean;
}
