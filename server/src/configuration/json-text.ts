/** Text → a tree of JSON with comments, or the first place at which it is none. */
import * as l10n from '@vscode/l10n';
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Range } from '../dockerfile/text.ts';

/** Something in a settings file that cannot be understood. `message` is a sentence without its full stop. */
export interface Mistake {
  /** In UTF-16 code units of the text. */
  readonly range: Range;
  readonly message: string;
  /** Anything that reads JSON finds it, too: a fault of the syntax, a key that is there twice. */
  readonly isJson: boolean;
}

/** With its full stop, unless it ends with a question. */
export function mistakeSentence({ message }: Mistake): string {
  return message.endsWith('?') ? message : `${message}.`;
}

/** Much more than a settings file ever holds. In UTF-16 code units. */
const MAXIMUM_LENGTH = 256 * 1024;
/** The parser is recursive. */
const MAXIMUM_DEPTH = 100;

const WORDS: Readonly<Record<string, () => string>> = {
  InvalidSymbol: () => l10n.t('this word is none of JSON'),
  InvalidNumberFormat: () => l10n.t('this is no number'),
  PropertyNameExpected: () => l10n.t('a key in double quotes is expected here'),
  ValueExpected: () => l10n.t('a value is expected here'),
  ColonExpected: () => l10n.t('a colon is expected here'),
  CommaExpected: () => l10n.t('a comma is expected here'),
  CloseBraceExpected: () => l10n.t('a closing brace is expected here'),
  CloseBracketExpected: () => l10n.t('a closing bracket is expected here'),
  EndOfFileExpected: () => l10n.t('the end of the file is expected here'),
  UnexpectedEndOfComment: () => l10n.t('a comment has no end'),
  UnexpectedEndOfString: () => l10n.t('a text has no closing quote'),
  InvalidCharacter: () => l10n.t('this character may not stand in a text'),
  InvalidEscapeCharacter: () => l10n.t('there is no such escape'),
};

/**
 * Comments and commas before a closing brace are allowed, as in the settings of VS Code. Only the first fault of the syntax is told: those
 * behind it mostly follow from it. Never throws.
 */
export function parseJson(text: string): { readonly root: Node } | { readonly mistake: Mistake } {
  if (text.length > MAXIMUM_LENGTH) {
    const message = l10n.t('is larger than {0} KB: this is not a settings file', MAXIMUM_LENGTH / 1024);
    return { mistake: { range: { start: 0, end: 0 }, message, isJson: false } };
  }
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) {
    const message = l10n.t('is nested more than {0} levels deep', MAXIMUM_DEPTH);
    return { mistake: { range: { start: tooDeep, end: tooDeep + 1 }, message, isJson: false } };
  }
  const errors: ParseError[] = [];
  // A byte order mark is no part of JSON, and a blank in its place keeps all positions.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const range = { start: first.offset, end: first.offset + first.length };
    return { mistake: { range, message: l10n.t('is not JSON: {0}', wordsFor(first)), isJson: true } };
  }
  if (root === undefined)
    return { mistake: { range: { start: 0, end: text.length }, message: l10n.t('is empty; the least is {0}', '{}'), isJson: true } };
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
  return WORDS[name]?.() ?? name;
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
