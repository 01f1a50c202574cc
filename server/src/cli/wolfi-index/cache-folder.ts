/** Where the refreshed index lies: in the cache folder that the system gives to a user. */
import { posix, win32 } from 'node:path';

export interface CacheSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly home: string;
  /** Absolute; what MIGRATE_TO_CHAINGUARD_CACHE is relative to. */
  readonly currentDirectory: string;
}

const NAME = 'migrate-to-chainguard';

/** Absolute; the folder need not exist. MIGRATE_TO_CHAINGUARD_CACHE names the folder itself, the others the one that it lies in. */
export function cacheFolder({ platform, environment, home, currentDirectory }: CacheSurroundings): string {
  const paths = platform === 'win32' ? win32 : posix;
  const own = environment['MIGRATE_TO_CHAINGUARD_CACHE'];
  if (own !== undefined && own !== '') return paths.resolve(currentDirectory, own);
  // XDG Base Directory Specification: a relative path is to be ignored.
  const given = (name: string): string | undefined => {
    const path = environment[name];
    return path !== undefined && paths.isAbsolute(path) ? path : undefined;
  };
  switch (platform) {
    case 'win32':
      return paths.join(given('LOCALAPPDATA') ?? paths.join(home, 'AppData', 'Local'), NAME, 'Cache');
    case 'darwin':
      return paths.join(home, 'Library', 'Caches', NAME);
    default:
      return paths.join(given('XDG_CACHE_HOME') ?? paths.join(home, '.cache'), NAME);
  }
}
