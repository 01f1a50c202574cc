/** Text → a tree of JSON with comments, or the first place at which it is none. */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Range } from '../dockerfile/text.ts';

/** Something in a settings file that cannot be understood. `message` is a sentence without its full stop. */
export interface Mistake {
  /** In UTF-16 code units of the text. */
  readonly range: Range;
  readonly message: string;
}

/** With its full stop, unless it ends with a question. */
export function mistakeSentence({ message }: Mistake): string {
  return message.endsWith('?') ? message : `${message}.`;
}

/** Much more than a settings file ever holds. In UTF-16 code units. */
const MAXIMUM_LENGTH = 256 * 1024;
/** The parser is recursive. */
const MAXIMUM_DEPTH = 100;

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is none of JSON',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing brace is expected here',
  CloseBracketExpected: 'a closing bracket is expected here',
  EndOfFileExpected: 'the end of the file is expected here',
  UnexpectedEndOfComment: 'a comment has no end',
  UnexpectedEndOfString: 'a text has no closing quote',
  InvalidCharacter: 'this character may not stand in a text',
  InvalidEscapeCharacter: 'there is no such escape',
};

/**
 * Comments and commas before a closing brace are allowed, as in the settings of VS Code. Only the first fault of the syntax is told: those
 * behind it mostly follow from it. Never throws.
 */
export function parseJson(text: string): { readonly root: Node } | { readonly mistake: Mistake } {
  if (text.length > MAXIMUM_LENGTH)
    return { mistake: { range: { start: 0, end: 0 }, message: `is larger than ${MAXIMUM_LENGTH / 1024} KB: this is not a settings file` } };
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined)
    return { mistake: { range: { start: tooDeep, end: tooDeep + 1 }, message: `is nested more than ${MAXIMUM_DEPTH} levels deep` } };
  const errors: ParseError[] = [];
  // A byte order mark is no part of JSON, and a blank in its place keeps all positions.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const range = { start: first.offset, end: first.offset + first.length };
    return { mistake: { range, message: `is not JSON: ${wordsFor(first)}` } };
  }
  if (root === undefined) return { mistake: { range: { start: 0, end: text.length }, message: 'is empty; the least is {}' } };
  return { root };
}

/** The entries of an object, in the order of the text. */
export function entriesOf(node: Node): readonly { readonly key: Node; readonly name: string; readonly value: Node }[] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key !== undefined && value !== undefined ? [{ key, name: String(key.value), value }] : [],
  );
}

function wordsFor({ error }: ParseError): string {
  const name = printParseErrorCode(error);
  return WORDS[name] ?? name;
}

function firstTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= text.length) return undefined;
    const first = text.charAt(offset);
    if (first === '{' || first === '[') depth++;
    if (first === '}' || first === ']') depth--;
    if (depth > MAXIMUM_DEPTH) return offset;
  }
}
