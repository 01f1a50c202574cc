/** Writes words and commands for a POSIX shell. */
import type { ShellWord } from './ast.ts';

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;
const reservedWords = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'while',
  'until',
  'for',
  'in',
  'function',
  'select',
  'time',
  'coproc',
]);

/** `value` as one word that the shell takes literally; quoted only where it must be. */
export function quoteWord(value: string): string {
  if (plain.test(value)) return value;
  if (value.includes("'") && !/["$`\\!]/.test(value)) return `"${value}"`;
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** A word of a command: a plain string is a literal value and is quoted, a `ShellWord` is written as it was. */
export type PrintableWord = string | Pick<ShellWord, 'raw'>;

export interface PrintableAssignment {
  readonly name: string;
  readonly value: PrintableWord | undefined;
}

/** The command in one line: assignments, then words. */
export function printCommand(words: readonly PrintableWord[], assignments: readonly PrintableAssignment[] = []): string {
  const printedAssignments = assignments.map(({ name, value }) => `${name}=${value === undefined || value === '' ? '' : printWord(value)}`);
  const printedWords = words.map((word, index) => (index === 0 ? printName(word) : printWord(word)));
  return [...printedAssignments, ...printedWords].join(' ');
}

function printWord(word: PrintableWord): string {
  return typeof word === 'string' ? quoteWord(word) : word.raw;
}

/** A literal name must not read as a keyword or as an assignment. */
function printName(word: PrintableWord): string {
  if (typeof word !== 'string') return word.raw;
  return reservedWords.has(word) || /^[A-Za-z_]\w*\+?=/.test(word) ? `'${word}'` : quoteWord(word);
}
