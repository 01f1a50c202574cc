/** A word of a command, wherever the command stands: a JSON form, a shell line of the Dockerfile, a script of package.json. */
import type { Word } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import { quoteWord, type ShellWord } from '../shell/index.ts';

export interface CommandWord {
  /** Quotes removed, expansions as written. */
  readonly value: string;
  /** As a shell has to spell it. */
  readonly raw: string;
  /** Nothing in it is expanded: `value` is what the program gets. */
  readonly literal: boolean;
  /** In the Dockerfile; undefined for words of other files. */
  readonly range: Range | undefined;
  /** Comes from CMD behind an ENTRYPOINT. */
  readonly fromCmd: boolean;
}

/** A string of a JSON form: nothing in it is expanded. */
export function execWord(word: Word, fromCmd: boolean): CommandWord {
  return { value: word.value, raw: quoteWord(word.value), literal: true, range: word.range, fromCmd };
}

/** A word that was written nowhere. */
export function plainWord(value: string): CommandWord {
  return { value, raw: quoteWord(value), literal: true, range: undefined, fromCmd: false };
}

/** A word of a shell text. `inDockerfile` tells whether its range is one of the Dockerfile. */
export function shellWord(word: ShellWord, inDockerfile: boolean): CommandWord {
  return { value: word.value, raw: word.raw, literal: word.literal, range: inDockerfile ? word.range : undefined, fromCmd: false };
}

/** The words as a shell has to spell them. */
export function printWords(words: readonly CommandWord[]): string {
  return words.map((word) => word.raw).join(' ');
}
