/** How the arguments of an instruction fall into words. All offsets are offsets in the arguments. */
import type { Word } from './ast.ts';
import { unquoteWord } from './expand.ts';
import type { MappedText, Range } from './text.ts';
import { isSpace, isWordSeparator } from './white-space.ts';

/** The word from `start` to `end`, with quotes and escapes removed in its value. */
export function wordAt(source: MappedText, start: number, end: number, escape: string): Word {
  const piece = source.slice(start, end);
  return { raw: piece.text, value: unquoteWord(piece.text, escape), range: source.rangeOf(start, end), source: piece };
}

/** Words between blanks; quotes mean nothing here (FROM, EXPOSE, COPY, ADD, VOLUME). */
export function splitAtBlanks(text: string): readonly Range[] {
  const ranges: Range[] = [];
  let start = -1;
  for (let offset = 0; offset <= text.length; offset += 1) {
    const separates = offset === text.length || isWordSeparator(text.charCodeAt(offset));
    if (separates && start !== -1) {
      ranges.push({ start, end: offset });
      start = -1;
    } else if (!separates && start === -1) {
      start = offset;
    }
  }
  return ranges;
}

/** Words between blanks that are neither quoted nor escaped (ENV, LABEL, ARG). */
export function splitOutsideQuotes(text: string, escape: string): readonly Range[] {
  const ranges: Range[] = [];
  let start = -1;
  let quote: string | undefined;
  /** A lone escape character at the very end is dropped. */
  let end = text.length;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (start === -1) {
      if (isSpace(character.charCodeAt(0))) {
        continue;
      }
      start = offset;
    }
    if (character === quote) {
      quote = undefined;
    } else if (character === escape && quote !== "'") {
      offset += 1;
      if (offset === text.length) {
        end = text.length - 1;
      }
    } else if (quote === undefined && isSpace(character.charCodeAt(0))) {
      ranges.push({ start, end: offset });
      start = -1;
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
    }
  }
  if (start !== -1 && start < end) {
    ranges.push({ start, end });
  }
  return ranges;
}
