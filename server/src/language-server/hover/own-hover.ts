/** One answer to a hover, and whether a pointer is on a word. */
import type { Range } from '../../dockerfile/text.ts';

export interface OwnHover {
  /** The word that it is about. */
  readonly range: Range;
  readonly markdown: string;
}

/** Whether a pointer at the offset is on the word; its end counts, as editors ask for the place between two letters. */
export function covers(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
