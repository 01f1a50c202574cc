/**
 * Ranges in a document and text that was assembled from pieces of a document.
 *
 * All offsets in this project are 0-based UTF-16 code units, all ranges half-open.
 */

/** A half-open stretch of the document, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Text in which every character still knows its place in the document: a logical line without its continuations,
 * a heredoc body without its leading tabs, the inside of a quoted word.
 */
export interface MappedText {
  readonly text: string;
  /** Document offset of the character at `offset`; `text.length` gives the place behind the last character. */
  toDocument(offset: number): number;
  /** Document range of `[start, end)`. The end maps as `toDocument(end - 1) + 1`, so that it never swallows a continuation. */
  rangeOf(start: number, end: number): Range;
  /** The same text from `start` to `end`, still mapped. */
  slice(start: number, end?: number): MappedText;
}
