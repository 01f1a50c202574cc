/** The difference between two texts as edits, line by line. */
import { diffArrays } from 'diff';
import type { TextEdit } from './result.ts';

/** Edits against `before`, in order, not overlapping; applied together they give `after`. */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const edits: TextEdit[] = [];
  let offset = 0;
  let pending: { start: number; end: number; newText: string } | undefined;
  const changes = diffArrays(linesOf(before), linesOf(after), { maxEditLength: MOST_CHANGED_LINES });
  // So much has changed that finding the smallest difference would take seconds: one edit over all of it.
  if (!changes) return [middle(before, after)];
  for (const change of changes) {
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

const MOST_CHANGED_LINES = 1500;

/** What lies between the lines that both texts begin and end with. */
function middle(before: string, after: string): TextEdit {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const start = old.slice(0, head).join('').length;
  const end = before.length - old.slice(old.length - tail).join('').length;
  return { range: { start, end }, newText: fresh.slice(head, fresh.length - tail).join('') };
}

/** With their line ends. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
