/** POSIX paths: those of a build context (relative, no leading `./`) and those of an image (absolute). */

/** Empty, `.` and `..` parts, and a slash at the end. */
const untidy = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** Resolves `.` and `..`. Absolute stays absolute; a relative path that climbs out keeps its leading `..`. The folder itself is '' (or '/'). */
export function normalisePath(path: string): string {
  if (!untidy.test(path.startsWith('/') ? path.slice(1) : path)) return path;
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  return (absolute ? '/' : '') + parts.join('/');
}

/** `path` seen from `base`: an absolute `path` stands for itself. */
export function resolvePath(base: string, path: string): string {
  return normalisePath(path.startsWith('/') || base === '' ? path : `${base}/${path}`);
}

/** The folder that holds `path`; '' for a relative name without a folder, '/' for one directly below the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
}

/** What stands behind `folder` in `path` ('' for the folder itself), or undefined when `path` is not inside. Both normalised. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (path === folder) return '';
  if (folder === '' || folder === '.') return path.startsWith('/') || path.startsWith('../') || path === '..' ? undefined : path;
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** `path` as written from `base`, both absolute and normalised: `/app` and `/app/dist/x.js` give `dist/x.js`. Outside `base` it stays absolute. */
export function relativeToFolder(base: string, path: string): string {
  return pathBelow(base, path) ?? path;
}
