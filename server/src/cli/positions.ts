/** Offsets → lines and columns, as people and CI systems count them. */
import { lineStarts, positionAt } from '../dockerfile/positions.ts';
import type { Range } from '../dockerfile/text.ts';

/** Both 1-based; the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** Offsets outside the text are taken to its nearest end. */
export function createPositions(text: string): (range: Range) => PositionRange {
  const starts = lineStarts(text);
  const position = (offset: number): Position => {
    const { line, character } = positionAt(starts, Math.min(offset, text.length));
    return { line: line + 1, column: character + 1 };
  };
  return ({ start, end }) => ({ start: position(start), end: position(end) });
}
