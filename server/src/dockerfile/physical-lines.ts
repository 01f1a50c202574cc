/** The lines of a document, one after the other, as they stand. */

/** One line. All offsets are document offsets. */
export interface PhysicalLine {
  readonly start: number;
  /** Behind the last character before the line end (`\n`, with every `\r` before it). */
  readonly end: number;
  /** Where the next line begins; the length of the document for the last one. */
  readonly next: number;
  /** 0-based. */
  readonly number: number;
}

/** Reads a document line by line. Text that ends with a line end has no empty line behind it. */
export class LineReader {
  readonly text: string;
  #offset = 0;
  #number = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next line, or undefined at the end of the document. */
  read(): PhysicalLine | undefined {
    const start = this.#offset;
    if (start >= this.text.length) {
      return undefined;
    }
    const newline = this.text.indexOf('\n', start);
    const next = newline === -1 ? this.text.length : newline + 1;
    let end = newline === -1 ? next : newline;
    while (end > start && this.text.charCodeAt(end - 1) === 0x0d) {
      end -= 1;
    }
    const line = { start, end, next, number: this.#number };
    this.#offset = next;
    this.#number += 1;
    return line;
  }
}
