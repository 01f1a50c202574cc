/** Words of a Dockerfile: their quotes, escapes and variables, read as BuildKit reads them. */
import { type LexedText, LexerError } from './lexed-text.ts';
import { Lexer } from './lexer.ts';
import type { Expression, VariableLookup } from './lexer-settings.ts';
import { derivedText } from './source-map.ts';
import type { MappedText, Range } from './text.ts';

export type { VariableLookup } from './lexer-settings.ts';

/** What a word becomes. */
export interface Expansion {
  /** The word as written when it cannot be read: see `error`. */
  readonly value: string;
  /** Variables that are not set and for which the word names nothing instead, each once. */
  readonly unresolved: readonly string[];
  /** Why BuildKit would refuse the word. */
  readonly error: string | undefined;
}

/** A variable in a word. Offsets are those of the word as written. */
export interface VariableReference {
  readonly name: string;
  /** From the `$` to behind the expression, modifiers included. */
  readonly range: Range;
  readonly nameRange: Range;
}

const unset: VariableLookup = () => undefined;
const nothingUnresolved: readonly string[] = [];

/**
 * The value of a word: quotes and escapes removed, variables replaced, with every modifier that BuildKit knows.
 * @param raw the word as written
 * @param lookup value of a variable, undefined when it is not set
 * @param escape the escape character of the Dockerfile
 */
export function expandWord(raw: string, lookup: VariableLookup, escape: string): Expansion {
  if (!isSpecial(raw, escape, true)) {
    return { value: raw, unresolved: nothingUnresolved, error: undefined };
  }
  const lexer = new Lexer(raw, { escape, lookup });
  try {
    const { text } = lexer.read();
    return { value: text, unresolved: [...new Set(lexer.unresolved)], error: undefined };
  } catch (error) {
    if (error instanceof LexerError) {
      return { value: raw, unresolved: [...new Set(lexer.unresolved)], error: error.message };
    }
    throw error;
  }
}

/** A word without its quotes and escapes; `$` expressions stay. A word that cannot be read stays as it is. */
export function unquoteWord(raw: string, escape: string): string {
  if (!isSpecial(raw, escape, false)) {
    return raw;
  }
  return lexUnexpanded(raw, escape, false)?.text ?? raw;
}

/** As `unquoteWord`, with every character still mapped to the document. */
export function unquotedText(source: MappedText, escape: string): MappedText {
  if (!isSpecial(source.text, escape, false)) {
    return source;
  }
  const lexed = lexUnexpanded(source.text, escape, true);
  return lexed === undefined ? source : derivedText(source, lexed.text, lexed.origins);
}

/** The variables that a word names, in order, those inside modifiers included. Single quotes and escapes hide them. */
export function variableReferences(raw: string, escape: string): readonly VariableReference[] {
  if (!raw.includes('$')) {
    return [];
  }
  const lexer = new Lexer(raw, { escape, lookup: unset, keepUnset: true });
  try {
    lexer.read();
  } catch (error) {
    if (!(error instanceof LexerError)) {
      throw error;
    }
  }
  return lexer.expressions.map(referenceOf);
}

function referenceOf({ name, start, end, nameStart }: Expression): VariableReference {
  return { name, range: { start, end }, nameRange: { start: nameStart, end: nameStart + name.length } };
}

function lexUnexpanded(raw: string, escape: string, trackOrigins: boolean): LexedText | undefined {
  try {
    return new Lexer(raw, { escape, lookup: unset, keepUnset: true, trackOrigins }).read();
  } catch (error) {
    if (error instanceof LexerError) {
      return undefined;
    }
    throw error;
  }
}

function isSpecial(raw: string, escape: string, variables: boolean): boolean {
  return raw.includes('"') || raw.includes("'") || raw.includes(escape) || (variables && raw.includes('$'));
}
