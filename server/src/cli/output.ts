/** A stream that is written at the reader's pace and whose reader may leave. */
import { once } from 'node:events';
import { errorCode } from './file-errors.ts';

export interface WritableText extends NodeJS.EventEmitter {
  write(text: string): boolean;
  readonly isTTY?: boolean | undefined;
}

export class Output {
  readonly #stream: WritableText;
  #closed = false;
  #failure: unknown;

  constructor(stream: WritableText) {
    this.#stream = stream;
    stream.on('error', (error: unknown) => {
      this.#closed = true;
      // `… | head` has read enough; nothing is wrong.
      if (errorCode(error) !== 'EPIPE') this.#failure = error;
    });
  }

  /** True once the reader is gone: what is written from then on is dropped. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Why the output is incomplete (a full disk), undefined when all went well. */
  get failure(): unknown {
    return this.#failure;
  }

  async write(pieces: Iterable<string>): Promise<void> {
    for (const piece of pieces) {
      if (this.#closed) return;
      if (piece === '' || this.#stream.write(piece)) continue;
      // A failing write reports itself by 'error', which also ends the wait.
      await once(this.#stream, 'drain').catch(() => undefined);
    }
  }
}
