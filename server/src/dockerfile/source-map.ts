/**
 * Text that knows its place in the document, as a list of segments: each says where a stretch of the text begins and
 * where its first character stands in the document. Inside a segment both run in step.
 */
import type { MappedText, Range } from './text.ts';

interface Segments {
  /** Where each segment begins in the text, ascending. */
  readonly textStarts: readonly number[];
  /** Where each segment begins in the document. */
  readonly documentStarts: readonly number[];
}

/** A stretch of the document as it stands. */
class DocumentSlice implements MappedText {
  readonly text: string;
  readonly #start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.#start = start;
  }

  toDocument(offset: number): number {
    return this.#start + clamp(offset, this.text.length);
  }

  rangeOf(start: number, end: number): Range {
    return { start: this.toDocument(start), end: this.toDocument(end) };
  }

  slice(start: number, end: number = this.text.length): MappedText {
    return new DocumentSlice(this.text.slice(start, end), this.#start + clamp(start, this.text.length));
  }
}

/** A view on text of several segments; slices share the segments. */
class SegmentedText implements MappedText {
  readonly text: string;
  readonly #segments: Segments;
  /** Where this view begins in the text of the segments. */
  readonly #offset: number;
  /** Document offset of an empty view. */
  readonly #place: number;

  constructor(text: string, segments: Segments, offset: number, place: number) {
    this.text = text;
    this.#segments = segments;
    this.#offset = offset;
    this.#place = place;
  }

  toDocument(offset: number): number {
    const length = this.text.length;
    if (length === 0) {
      return this.#place;
    }
    return offset >= length ? this.#characterAt(length - 1) + 1 : this.#characterAt(Math.max(0, offset));
  }

  rangeOf(start: number, end: number): Range {
    const from = this.toDocument(start);
    return { start: from, end: end > start ? this.toDocument(end - 1) + (end > this.text.length ? 0 : 1) : from };
  }

  slice(start: number, end: number = this.text.length): MappedText {
    const from = clamp(start, this.text.length);
    return new SegmentedText(this.text.slice(start, end), this.#segments, this.#offset + from, this.toDocument(from));
  }

  #characterAt(offset: number): number {
    const { textStarts, documentStarts } = this.#segments;
    const wanted = this.#offset + offset;
    let low = 0;
    let high = textStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((textStarts[middle] ?? 0) <= wanted) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return (documentStarts[low] ?? 0) + wanted - (textStarts[low] ?? 0);
  }
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(0, offset), length);
}

/** The document from `start` to `end`, unchanged. */
export function documentSlice(document: string, start: number, end: number): MappedText {
  return new DocumentSlice(document.slice(start, end), start);
}

/**
 * Text made of stretches of the document, one behind the other.
 * @param ranges stretches in the order in which they are joined; empty ones are dropped
 * @param emptyPlace document offset that the result has when it is empty
 */
export function documentPieces(document: string, ranges: readonly Range[], emptyPlace: number): MappedText {
  const pieces = ranges.filter((range) => range.end > range.start);
  const only = pieces[0];
  if (only === undefined) {
    return new DocumentSlice('', emptyPlace);
  }
  if (pieces.length === 1) {
    return documentSlice(document, only.start, only.end);
  }
  const texts: string[] = [];
  const textStarts: number[] = [];
  const documentStarts: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    texts.push(document.slice(piece.start, piece.end));
    textStarts.push(length);
    documentStarts.push(piece.start);
    length += piece.end - piece.start;
  }
  return new SegmentedText(texts.join(''), { textStarts, documentStarts }, 0, emptyPlace);
}

/**
 * Text that was made from `source` by leaving characters out or replacing some.
 * @param origins for each character of `text` the offset in `source` that it comes from
 */
export function derivedText(source: MappedText, text: string, origins: readonly number[]): MappedText {
  const textStarts: number[] = [];
  const documentStarts: number[] = [];
  let expected = -1;
  for (let offset = 0; offset < text.length; offset += 1) {
    const place = source.toDocument(origins[offset] ?? source.text.length);
    if (place !== expected) {
      textStarts.push(offset);
      documentStarts.push(place);
    }
    expected = place + 1;
  }
  return new SegmentedText(text, { textStarts, documentStarts }, 0, source.toDocument(0));
}

/** Several texts as one; every character keeps its place. Joining nothing gives an empty text at offset 0. */
export function joinedText(parts: readonly MappedText[]): MappedText {
  const textStarts: number[] = [];
  const documentStarts: number[] = [];
  let length = 0;
  let expected = -1;
  for (const part of parts) {
    for (let offset = 0; offset < part.text.length; offset += 1) {
      const place = part.toDocument(offset);
      if (place !== expected) {
        textStarts.push(length + offset);
        documentStarts.push(place);
      }
      expected = place + 1;
    }
    length += part.text.length;
  }
  const text = parts.map((part) => part.text).join('');
  return new SegmentedText(text, { textStarts, documentStarts }, 0, parts[0]?.toDocument(0) ?? 0);
}
