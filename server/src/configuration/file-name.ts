/** How a repository's own settings file is called. */

export const SETTINGS_FILE_NAME = '.migrate-to-chainguard.json';

/** `path` is a path or an address, with `/`. */
export function isSettingsFile(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1) === SETTINGS_FILE_NAME;
}
