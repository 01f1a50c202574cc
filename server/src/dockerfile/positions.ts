/** Lines of a document. A line ends with `\n`, as it does for BuildKit; a `\r` before it belongs to the line end. */

/** 0-based line and 0-based UTF-16 code unit in that line. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Offsets at which the lines begin; the first is 0. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/**
 * Line and character of an offset, by binary search.
 * @param starts what `lineStarts` gave for the document
 * @param offset an offset below 0 counts as 0
 */
export function positionAt(starts: readonly number[], offset: number): LinePosition {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low, character: Math.max(0, offset - (starts[low] ?? 0)) };
}

/** The line end that most lines have; `\n` when there is none or as many of either. */
export function lineEnding(text: string): '\n' | '\r\n' {
  let windows = 0;
  let all = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    all += 1;
    if (at > 0 && text.charCodeAt(at - 1) === 0x0d) {
      windows += 1;
    }
  }
  return windows * 2 > all ? '\r\n' : '\n';
}
