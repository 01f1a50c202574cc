/** The JSON form of arguments: `["node", "server.js"]`. */
import type { Word } from './ast.ts';
import { derivedText } from './source-map.ts';
import type { MappedText } from './text.ts';
import { skipSpace } from './white-space.ts';

/** The strings of the array; 'mixed' for an array of other things, which BuildKit refuses; undefined for anything else. */
export type JsonForm = readonly Word[] | 'mixed' | undefined;

/** Reads arguments as a JSON array. */
export function readJsonForm(body: MappedText): JsonForm {
  const { text } = body;
  const start = skipSpace(text, 0, text.length);
  if (text.charAt(start) !== '[') {
    return undefined;
  }
  const array = parseArray(start === 0 ? text : text.slice(start));
  if (array === undefined) {
    return undefined;
  }
  const words: Word[] = [];
  let offset = start;
  for (const value of array) {
    if (typeof value !== 'string') {
      return 'mixed';
    }
    const open = text.indexOf('"', offset);
    const close = closingQuote(text, open);
    words.push({ raw: text.slice(open, close + 1), value, range: body.rangeOf(open, close + 1), source: body.slice(open, close + 1) });
    offset = close + 1;
  }
  return words;
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function closingQuote(text: string, open: number): number {
  let offset = open + 1;
  while (offset < text.length && text.charAt(offset) !== '"') {
    offset += text.charAt(offset) === '\\' ? 2 : 1;
  }
  return offset;
}

/**
 * The string that a word of a JSON form stands for, with every character mapped to the document; the character of an
 * escape such as `\u0041` stands where the escape begins.
 */
export function jsonStringText(word: Word): MappedText {
  if (word.value.length === word.raw.length - 2) {
    return word.source.slice(1, word.raw.length - 1);
  }
  const origins: number[] = [];
  for (let offset = 1; offset < word.raw.length - 1; ) {
    origins.push(offset);
    const escaped = word.raw.charAt(offset) === '\\';
    offset += !escaped ? 1 : word.raw.charAt(offset + 1) === 'u' ? 6 : 2;
  }
  return derivedText(word.source, word.value, origins);
}
