/** Old and new text → a unified diff that `git apply` and `patch -p1` take. */
import { formatPatch, structuredPatch } from 'diff';
import type { Paint } from './colors.ts';

/** Enough for any real Dockerfile; two unrelated texts of megabytes would take minutes. */
const MAXIMUM_MILLISECONDS = 5_000;

/** Line by line, line ends included. Empty when nothing changes. */
export function* unifiedDiff(path: string, before: string, after: string, paint: Paint): Iterable<string> {
  if (before === after) return;
  // As git does it: `patch` takes a name with blanks only when a tab follows.
  const header = path.includes(' ') ? '' : undefined;
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, header, header, { timeout: MAXIMUM_MILLISECONDS });
  if (patch === undefined) {
    yield `${path} changes, but the change is too large to be shown as a diff; see --stdout.\n`;
    return;
  }
  for (const line of linesOf(formatPatch(patch))) {
    // The rule that `diff` puts above its header is no part of the format.
    if (!line.startsWith('=====')) yield painted(line, paint);
  }
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The line end stays outside of the colour, so that a pager which cuts lines does not bleed. */
function painted(line: string, paint: Paint): string {
  const [, content = '', end = ''] = /^(.*?)(\r?\n?)$/s.exec(line) ?? [];
  if (content.startsWith('--- ') || content.startsWith('+++ ')) return paint('bold', content) + end;
  if (content.startsWith('@@')) return paint('cyan', content) + end;
  if (content.startsWith('+')) return paint('green', content) + end;
  if (content.startsWith('-')) return paint('red', content) + end;
  return line;
}
