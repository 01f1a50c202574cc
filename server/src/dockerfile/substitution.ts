/** What `${NAME:-word}` and its kin come to, once the value of the variable and the word are known. */
import { LexerError } from './lexed-text.ts';
import { type Pattern, parsePattern, removePrefix, removeSuffix, replaceMatches } from './pattern.ts';

export type ModifierKind = '-' | '+' | '?' | '#' | '%';

export interface Modifier {
  readonly kind: ModifierKind;
  /** With a colon: an empty value counts as none. */
  readonly orEmpty: boolean;
}

/** Text, the word of the modifier, or nothing because the variable is not set. */
export type Substitute = { readonly text: string } | 'word' | 'unset';

/** The modifier that these characters name, or undefined. A pattern takes no colon. */
export function modifierOf(kind: string, orEmpty: boolean): Modifier | undefined {
  switch (kind) {
    case '-':
    case '+':
    case '?':
      return { kind, orEmpty };
    case '#':
    case '%':
      return orEmpty ? undefined : { kind, orEmpty };
    default:
      return undefined;
  }
}

/** Applies a modifier. Throws `LexerError` when its pattern cannot be read. A missing value that `?` requires is 'unset'. */
export function substitute({ kind, orEmpty }: Modifier, value: string | undefined, word: string): Substitute {
  const present = value !== undefined && !(orEmpty && value === '');
  switch (kind) {
    case '-':
      return present ? { text: value } : 'word';
    case '+':
      return present ? 'word' : { text: '' };
    case '?':
      return present ? { text: value } : 'unset';
    default: {
      const longest = word.startsWith(kind);
      const pattern = patternOf(longest ? word.slice(1) : word, value);
      const remove = kind === '#' ? removePrefix : removeSuffix;
      return value === undefined ? 'unset' : { text: remove(pattern, value, longest) };
    }
  }
}

/** `${NAME/pattern/replacement}`, or `//` for all matches. Throws `LexerError` when the pattern cannot be read. */
export function substituteMatches(
  value: string | undefined,
  pattern: string,
  replacement: string,
  all: boolean,
): Exclude<Substitute, 'word'> {
  const parsed = patternOf(pattern, value);
  return value === undefined ? 'unset' : { text: replaceMatches(parsed, value, replacement, all) };
}

/** Longest pattern times longest value: far beyond what a tag needs, and matched in no time. */
const mostComparisons = 4_000_000;

function patternOf(source: string, value = ''): Pattern {
  if (source.length * value.length > mostComparisons) {
    throw new LexerError('the pattern and the value are too long');
  }
  const pattern = parsePattern(source);
  if (pattern === undefined) {
    throw new LexerError(`the pattern "${source}" is not valid`);
  }
  return pattern;
}
