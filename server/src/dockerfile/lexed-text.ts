/** What the lexer gives: text that knows where in the source it comes from. */

/** Text and, when tracked, for each of its characters the offset in the source that it comes from. */
export interface LexedText {
  readonly text: string;
  readonly origins: readonly number[];
}

/** The text cannot be read: a quote or a brace is missing, a modifier is unknown, or a required variable has no value. */
export class LexerError extends Error {}

/** Longest result: values may refer to each other and grow without bounds. */
const maximumLength = 200_000;

/** Text in the making. */
export class Output implements LexedText {
  text = '';
  readonly origins: number[] = [];
  readonly #tracked: boolean;

  constructor(tracked: boolean) {
    this.#tracked = tracked;
  }

  /** Adds text that comes from one place of the source. */
  add(text: string, origin: number): void {
    this.#append(text);
    if (this.#tracked) {
      for (let count = 0; count < text.length; count += 1) {
        this.origins.push(origin);
      }
    }
  }

  /** Adds the source from `start` to `end`. */
  addSource(source: string, start: number, end: number): void {
    this.#append(source.slice(start, end));
    if (this.#tracked) {
      for (let offset = start; offset < end; offset += 1) {
        this.origins.push(offset);
      }
    }
  }

  addLexed(other: LexedText): void {
    this.#append(other.text);
    for (const origin of other.origins) {
      this.origins.push(origin);
    }
  }

  #append(text: string): void {
    if (this.text.length + text.length > maximumLength) {
      throw new LexerError('the value is too long');
    }
    this.text += text;
  }
}
