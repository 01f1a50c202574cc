/** What a program gets for a word of the shell, as far as that can be known before it runs. */
import type { ShellWord } from '../../shell/index.ts';
import type { CommandSurroundings } from '../effects.ts';

/** A word with its variables put in. */
export interface ExpandedWord {
  readonly text: string;
  /** Holds a glob or braces that the shell would still expand. */
  readonly pattern: boolean;
}

/** Folders that Docker's node images are known to answer with. */
const knownSubstitutions: readonly (readonly [pattern: RegExp, answer: string])[] = [
  [/^npm\s+(?:root\s+(?:-g|--global)|(?:-g|--global)\s+root)$/, '/usr/local/lib/node_modules'],
  [/^npm\s+(?:config\s+get\s+prefix|prefix\s+(?:-g|--global))$/, '/usr/local'],
  [/^(?:which|command\s+-v)\s+node$/, '/usr/local/bin/node'],
];

/**
 * The word with `~`, variables and a few well-known substitutions put in; undefined when one of them is not known.
 * Quotes inside a word that also expands something are not told apart: a quoted `*` there counts as a pattern, which only widens the answer.
 */
export function expandWord(word: ShellWord, around: CommandSurroundings): ExpandedWord | undefined {
  if (word.literal) return { text: word.value, pattern: false };
  let unknown = false;
  const found = (value: string | undefined): string => {
    if (value === undefined) unknown = true;
    return value ?? '';
  };
  let text = word.value;
  if (word.substitutions.length > 0)
    text = text.replace(/\$\(([^()]*)\)|`([^`]*)`/g, (_, dollar: string | undefined, ticks: string | undefined) =>
      found(substituted((dollar ?? ticks ?? '').trim(), around)),
    );
  if (word.raw.startsWith('~')) text = text.replace(/^~([\w-]*)(?=\/|$)/, (_, user: string) => found(homeOf(user, around)));
  text = text.replace(
    /\$(?:(\w+)|\{(\w+)(?:(:?-)([^{}$]*))?\})/g,
    (whole, plain: string | undefined, braced: string | undefined, operator: string | undefined, fallback: string | undefined) => {
      const name = plain ?? braced ?? '';
      if (!word.variables.includes(name)) return /^\d/.test(name) ? found(undefined) : whole;
      const value = variable(name, around);
      if (value === '' && operator === ':-') return fallback ?? '';
      return found(value);
    },
  );
  if (unknown || /\$[{(@*#?!]|`|[<>]\(/.test(text)) return undefined;
  return { text, pattern: /[*?]|\[[^\]]*\]|[!@+]\(|\{[^{}]*(?:,|\.\.)[^{}]*\}/.test(text) };
}

/** The value of a word that is no pattern; undefined when it cannot be known. */
export function valueOf(word: ShellWord, around: CommandSurroundings): string | undefined {
  const expanded = expandWord(word, around);
  return expanded === undefined || expanded.pattern ? undefined : expanded.text;
}

/** For messages and package names: the value, or the word as written when it cannot be known. */
export function textOf(word: ShellWord, around: CommandSurroundings): string {
  return expandWord(word, around)?.text ?? word.value;
}

/** The words that an unquoted expansion falls apart into (`$PACKAGES`); one for most. Undefined when it cannot be known. */
export function fieldsOf(word: ShellWord, around: CommandSurroundings): readonly ExpandedWord[] | undefined {
  const expanded = expandWord(word, around);
  if (expanded === undefined) return undefined;
  if (word.literal || /["']/.test(word.raw) || !/\s/.test(expanded.text))
    return expanded.text === '' && word.value !== '' ? [] : [expanded];
  return expanded.text
    .split(/\s+/)
    .filter((field) => field !== '')
    .map((text) => ({ text, pattern: expanded.pattern }));
}

function variable(name: string, around: CommandSurroundings): string | undefined {
  if (name === 'HOME') return around.variable('HOME') ?? around.home;
  if (name === 'PWD') return around.workdir;
  return around.variable(name);
}

function homeOf(user: string, around: CommandSurroundings): string | undefined {
  if (user === '') return variable('HOME', around);
  // Only these two are known to have their home in the usual place.
  return user === 'root' || user === 'node' ? homeOfUser(user) : undefined;
}

/** Where the home of a user (`node`, `node:node`, `0`) lies by custom; undefined for numbers and for what is no name. */
export function homeOfUser(user: string): string | undefined {
  const name = user.replace(/:.*$/, '');
  if (name === 'root' || name === '0') return '/root';
  return /^[a-z_][\w-]*$/.test(name) ? `/home/${name}` : undefined;
}

function substituted(script: string, around: CommandSurroundings): string | undefined {
  if (script === 'pwd') return around.workdir;
  return knownSubstitutions.find(([pattern]) => pattern.test(script))?.[1];
}
