/** Flags between the keyword and the arguments: `--name=value`, with quotes and escapes taken out. */
import type { Flag } from './ast.ts';
import { derivedText } from './source-map.ts';
import type { MappedText } from './text.ts';
import { isAsciiSpace } from './white-space.ts';

/** What stands before the arguments, and where these begin. */
export interface FlagList {
  readonly flags: readonly Flag[];
  /** Offset in the logical line. */
  readonly end: number;
}

const noFlags: readonly Flag[] = [];

/**
 * Reads the flags of a logical line. A lone `--` ends them and is dropped.
 * @param start offset behind the keyword
 */
export function readFlags(line: MappedText, start: number, escape: string): FlagList {
  const { text } = line;
  let offset = skipBlanks(text, start);
  if (!text.startsWith('--', offset)) {
    return { flags: noFlags, end: offset };
  }
  const flags: Flag[] = [];
  while (text.startsWith('--', offset)) {
    const word = readFlagWord(text, offset, escape);
    offset = word.end;
    if (word.text === '--') {
      break;
    }
    flags.push(flagOf(line, word));
    offset = skipBlanks(text, offset);
  }
  return { flags, end: offset };
}

function skipBlanks(text: string, start: number): number {
  let offset = start;
  while (offset < text.length && isAsciiSpace(text.charCodeAt(offset))) {
    offset += 1;
  }
  return offset;
}

interface FlagWord {
  /** Without quotes and escapes, and where its characters come from. */
  readonly text: string;
  readonly origins: readonly number[];
  readonly start: number;
  readonly end: number;
}

function readFlagWord(text: string, start: number, escape: string): FlagWord {
  const characters: string[] = [];
  const origins: number[] = [];
  let quote: string | undefined;
  let offset = start;
  for (; offset < text.length; offset += 1) {
    let character = text.charAt(offset);
    if (quote === undefined ? isAsciiSpace(character.charCodeAt(0)) : character === quote) {
      if (quote === undefined) {
        break;
      }
      quote = undefined;
      continue;
    }
    if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      continue;
    }
    if (character === escape) {
      if (offset + 1 === text.length) {
        continue;
      }
      offset += 1;
      character = text.charAt(offset);
    }
    characters.push(character);
    origins.push(offset);
  }
  return { text: characters.join(''), origins, start, end: offset };
}

function flagOf(line: MappedText, word: FlagWord): Flag {
  const range = line.rangeOf(word.start, word.end);
  const equals = word.text.indexOf('=');
  if (equals === -1) {
    return { name: word.text.slice(2), value: undefined, range, valueRange: undefined, valueText: undefined };
  }
  const valueStart = (word.origins[equals] ?? word.start) + 1;
  const raw = line.slice(valueStart, word.end);
  const value = word.text.slice(equals + 1);
  const valueOrigins = word.origins.slice(equals + 1).map((origin) => origin - valueStart);
  return {
    name: word.text.slice(2, equals),
    value,
    range,
    valueRange: line.rangeOf(valueStart, word.end),
    valueText: raw.text === value ? raw : derivedText(raw, value, valueOrigins),
  };
}
