/** The difference between two texts as edits, line by line. */
import { diffArrays } from 'diff';
import type { TextEdit } from './result.ts';

/** Edits against `before`, in order, not overlapping; applied together they give `after`. */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const edits: TextEdit[] = [];
  let offset = 0;
  let pending: { start: number; end: number; newText: string } | undefined;
  for (const change of diffArrays(linesOf(before), linesOf(after))) {
    const text = change.value.join('');
    if (!change.added && !change.removed) {
      if (pending) edits.push({ range: { start: pending.start, end: pending.end }, newText: pending.newText });
      pending = undefined;
      offset += text.length;
      continue;
    }
    pending ??= { start: offset, end: offset, newText: '' };
    if (change.removed) {
      offset += text.length;
      pending.end = offset;
    } else pending.newText += text;
  }
  if (pending) edits.push({ range: { start: pending.start, end: pending.end }, newText: pending.newText });
  return edits;
}

/** With their line ends. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
