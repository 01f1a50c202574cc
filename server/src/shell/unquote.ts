/** Takes quotes and escapes away and keeps the positions. */
import { type DoubleQuotedChild, parse, type WordPart } from 'unbash';
import type { MappedText } from '../dockerfile/text.ts';
import type { ShellWord } from './ast.ts';
import { collapsedText, TextBuilder } from './mapped-text.ts';
import { quoteWord } from './quoting.ts';

/**
 * The word as a program receives it, still mapped: quotes and escapes removed, expansions as written.
 * The text equals `word.value`; where it cannot be mapped character by character it maps to the whole word.
 */
export function unquotedText(word: ShellWord): MappedText {
  const { source } = word;
  const statement = parse(source.text).commands[0]?.command;
  const parsed = statement?.type === 'Command' ? statement.name : undefined;
  if (parsed !== undefined && parsed.pos === 0 && parsed.end === source.text.length) {
    const builder = new TextBuilder(word.range.start);
    if (parsed.parts === undefined) copyUnescaped(builder, source, 0, parsed.end, anyCharacter);
    else for (const part of parsed.parts) copyPart(builder, source, part);
    const built = builder.build();
    if (built.text === word.value) return built;
  }
  return collapsedText(word.value, word.range);
}

const anyCharacter = /[^]/;
const escapableInDoubleQuotes = /[$`"\\\n]/;

function copyPart(builder: TextBuilder, source: MappedText, part: WordPart): void {
  switch (part.type) {
    case 'Literal':
      return copyUnescaped(builder, source, part.pos, part.end, anyCharacter);
    case 'SingleQuoted':
      return builder.copy(source, part.pos + 1, part.end - 1);
    case 'AnsiCQuoted':
      return builder.replace(source, part.pos, part.end, part.value);
    case 'DoubleQuoted':
      return copyDoubleQuoted(builder, source, part.parts);
    default:
      return builder.copy(source, part.pos, part.end);
  }
}

function copyDoubleQuoted(builder: TextBuilder, source: MappedText, parts: readonly DoubleQuotedChild[]): void {
  for (const part of parts) {
    if (part.type === 'Literal') copyUnescaped(builder, source, part.pos, part.end, escapableInDoubleQuotes);
    else builder.copy(source, part.pos, part.end);
  }
}

function copyUnescaped(builder: TextBuilder, source: MappedText, start: number, end: number, escapable: RegExp): void {
  const { text } = source;
  let from = start;
  for (let offset = start; offset < end - 1; offset++) {
    if (text[offset] !== '\\' || !escapable.test(text.charAt(offset + 1))) continue;
    builder.copy(source, from, offset);
    if (text[offset + 1] !== '\n') builder.replace(source, offset, offset + 2, text.charAt(offset + 1));
    offset++;
    from = offset + 1;
  }
  builder.copy(source, from, end);
}

/** The part of a word behind the first `offset` characters of its value, as a word: the value of `--name=value`. */
export function wordTail(word: ShellWord, offset: number): ShellWord {
  const head = word.value.slice(0, offset);
  const value = word.value.slice(offset);
  if (word.source.text.startsWith(head) && word.raw.startsWith(head)) {
    const source = word.source.slice(offset);
    return {
      ...word,
      raw: word.raw.slice(offset),
      value,
      source,
      range: word.source.rangeOf(offset, word.source.text.length),
    };
  }
  const text = unquotedText(word);
  const range = text.rangeOf(offset, text.text.length);
  const raw = word.literal ? quoteWord(value) : `"${value}"`;
  return { ...word, raw, value, source: collapsedText(raw, range), range };
}

/** Between backticks a backslash escapes `$`, a backtick and itself. */
export function decodeBackticks(inner: MappedText): MappedText {
  const builder = new TextBuilder(inner.toDocument(0));
  const { text } = inner;
  for (let offset = 0; offset < text.length; offset++) {
    const escaped = text[offset] === '\\' && '$`\\'.includes(text[offset + 1] ?? ' ');
    if (escaped) builder.replace(inner, offset, offset + 2, text.charAt(++offset));
    else builder.copy(inner, offset, offset + 1);
  }
  return builder.build();
}
