/** Paths inside an image. Always absolute results, `/`-separated, no `.` or `..`, no slash at the end. */

/** Resolves `path` against the absolute folder `from`. */
export function resolveImagePath(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** True when `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** Below the folders of the system: programs, libraries, settings. Nobody but root writes there, in no image. */
export function isSystemPath(path: string): boolean {
  return /^\/(?:usr|etc|bin|sbin|lib|lib64)(?:\/|$)/.test(path) && !path.startsWith('/usr/src/') && !path.startsWith('/usr/local/app');
}
