/** Where a line of the old text is in the new one. */
import type { MigrateResult } from '../../../server/src/protocol.ts';

/**
 * The 0-based line of the new text that stands where `line` of the old one stood; for a line that was replaced or dropped, the one that took its place.
 * `edits` are in order and do not overlap.
 */
export function lineInNewText(line: number, edits: MigrateResult['edits']): number {
  let shift = 0;
  for (const { range, newText } of edits) {
    if (range.start.line > line) break;
    const added = newText.split('\n').length - 1;
    const removed = range.end.line - range.start.line;
    const touches = range.end.line > line || (range.end.line === line && range.end.character > 0);
    if (touches) {
      const inside = Math.min(line - range.start.line, Math.max(added - 1, 0));
      return Math.max(0, range.start.line + shift + inside);
    }
    shift += added - removed;
  }
  return Math.max(0, line + shift);
}
