/** Mapped text that this floor makes itself: decoded quotes, scripts glued from several pieces. */
import type { MappedText, Range } from '../dockerfile/text.ts';

/** Text that has no finer position than `range`: every part of it maps to the whole. */
export function collapsedText(text: string, range: Range): MappedText {
  return {
    text,
    toDocument: (offset) => (offset < text.length ? range.start : range.end),
    rangeOf: () => range,
    slice: (start, end) => collapsedText(text.slice(start, end), range),
  };
}

/**
 * Builds text piece by piece; what is left out between the pieces stays out.
 * Unlike the Dockerfile floor's derived text a character may stand for several of the document (`\"` for a quote): ranges then cover them all.
 */
export class TextBuilder {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #text = '';
  #place: number;

  /** @param place document offset of the text while it is empty */
  constructor(place: number) {
    this.#place = place;
  }

  /** `[start, end)` of `source` as it is. */
  copy(source: MappedText, start = 0, end = source.text.length): void {
    for (let offset = start; offset < end; offset++) {
      const range = source.rangeOf(offset, offset + 1);
      this.#push(range.start, range.end);
    }
    this.#text += source.text.slice(start, end);
  }

  /** `decoded` for `[start, end)` of `source`. */
  replace(source: MappedText, start: number, end: number, decoded: string): void {
    const range = source.rangeOf(start, end);
    for (let index = 0; index < decoded.length; index++) this.#push(range.start, range.end);
    this.#text += decoded;
  }

  /** Text that the document does not have: an empty range behind what precedes it. */
  insert(text: string): void {
    for (let index = 0; index < text.length; index++) this.#push(this.#place, this.#place);
    this.#text += text;
  }

  build(): MappedText {
    return new CharacterText(this.#text, this.#starts, this.#ends, this.#starts[0] ?? this.#place);
  }

  #push(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
    this.#place = end;
  }
}

/** Text with a document range for each character. */
class CharacterText implements MappedText {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  /** Document offset of an empty text. */
  readonly #place: number;

  constructor(text: string, starts: readonly number[], ends: readonly number[], place: number) {
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
    this.#place = place;
  }

  toDocument(offset: number): number {
    return this.#starts[Math.max(0, offset)] ?? this.#ends.at(-1) ?? this.#place;
  }

  rangeOf(start: number, end: number): Range {
    const from = this.toDocument(start);
    const last = end > start ? (this.#ends[Math.min(end, this.text.length) - 1] ?? from) : from;
    return { start: from, end: Math.max(from, last) };
  }

  slice(start: number, end: number = this.text.length): MappedText {
    return new CharacterText(
      this.text.slice(start, end),
      this.#starts.slice(start, end),
      this.#ends.slice(start, end),
      this.toDocument(start),
    );
  }
}
