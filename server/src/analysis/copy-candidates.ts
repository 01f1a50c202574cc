/** From a path of the image back to the paths that one source of a COPY may have brought there. */
import { fileExists } from '../project/existence.ts';
import { folderOf, normalisePath, pathBelow, resolvePath } from '../project/paths.ts';
import { isPattern, patternToRegExp } from '../project/patterns.ts';
import { baseName } from '../shell/index.ts';
import type { CopyEvent, StageFilesView } from './stage-view.ts';

/**
 * The paths, relative to the root of the source, that end up at `path` if `source` is a file or a folder; likeliest first.
 * `view` is given for sources of the build context, where it is known which of the two it is.
 */
export function copyCandidates(path: string, source: string, event: CopyEvent, view: StageFilesView | undefined): readonly string[] {
  const destination = event.destination ?? '/';
  const target = normalisePath(destination);
  const from = normalisePath(`/${source}`).slice(1);
  const below = pathBelow(target, path);
  if (below === undefined) return [];
  if (event.parents) return below !== '' && belongsTo(below, from) ? [below] : [];
  if (isPattern(from)) return patternCandidates(below, from, view);
  const existence = view === undefined ? 'unknown' : from === '' ? 'no' : fileExists(view.files, resolvePath(view.contextFolder, from));
  const candidates: string[] = [];
  if (existence !== 'no') {
    // Several sources go into a folder, whether or not a slash says so.
    if (below === '' && !destination.endsWith('/') && event.sources.length === 1) candidates.push(from);
    if (below !== '' && below === baseName(from)) candidates.push(from);
  }
  if (existence !== 'yes' && below !== '') candidates.push(from === '' ? below : `${from}/${below}`);
  return candidates;
}

/** `--parents` keeps the folders of the source. */
function belongsTo(below: string, from: string): boolean {
  if (from === '' || pathBelow(from, below) !== undefined) return true;
  if (!isPattern(from)) return false;
  const expression = patternToRegExp(from);
  return expression !== undefined && prefixesOf(below).some((prefix) => expression.test(prefix));
}

function patternCandidates(below: string, pattern: string, view: StageFilesView | undefined): readonly string[] {
  const expression = patternToRegExp(pattern);
  if (expression === undefined || below === '') return [];
  const folder = folderOf(pattern);
  const candidates: string[] = [];
  if (!isPattern(folder)) {
    const file = folder === '' ? below : `${folder}/${below}`;
    if (!below.includes('/') && expression.test(file)) candidates.push(file);
  }
  // A folder that matches gives its content, and any leading part of a listed path may be one.
  const listed = view?.files.list(view.contextFolder) ?? [];
  for (const path of listed) {
    if (!path.endsWith(below)) continue;
    const relative = pathBelow(normalisePath(view?.contextFolder ?? ''), path) ?? '';
    const holder = relative === below ? '' : relative.slice(0, -below.length - 1);
    const isFile = baseName(relative) === below && expression.test(relative);
    if (isFile || (relative.endsWith(`/${below}`) && expression.test(holder))) candidates.push(relative);
  }
  return [...new Set(candidates)];
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
