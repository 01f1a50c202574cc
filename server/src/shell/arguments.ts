/** The arguments of a command, told apart by what the program makes of them. */
import type { Range } from '../dockerfile/text.ts';
import type { ShellWord } from './ast.ts';
import { wordTail } from './unquote.ts';

/** How a program reads its arguments. */
export interface OptionSpec {
  /** Options that take a value, with their dashes: `-t`, `--target`. Those that only take one as `--name=value` need not be named. */
  readonly withValue: readonly string[];
  /** Options end at the first argument that is none, as for `env` or `sudo`. */
  readonly stopAtPositional?: boolean;
  /** `-abc` is one option `-abc` and not `-a -b -c`, as for `find`. */
  readonly longWithOneDash?: boolean;
}

export interface Option {
  /** With its dashes: `-y`, `--no-cache`. */
  readonly name: string;
  /** The following word, or the part behind `=` or the letter, as a word of its own. */
  readonly value: ShellWord | undefined;
  /** The word that holds it; options of one cluster share it. */
  readonly word: ShellWord;
  /** From the name to the end of the value. For one of a cluster: the whole cluster. */
  readonly range: Range;
}

export interface ParsedArguments {
  readonly options: readonly Option[];
  readonly positionals: readonly ShellWord[];
  /** The `--` that ends the options. */
  readonly terminator: ShellWord | undefined;
}

/** Sorts `words` (without the command's name) into options and positionals. A word that begins with an expansion (`$FLAGS`) counts as positional. */
export function parseOptions(words: readonly ShellWord[], spec: OptionSpec): ParsedArguments {
  const takesValue = new Set(spec.withValue);
  const options: Option[] = [];
  const positionals: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.value === '--') return { options, positionals: [...positionals, ...words.slice(index + 1)], terminator: word };
    if (!word.value.startsWith('-') || word.value === '-') {
      positionals.push(word);
      if (spec.stopAtPositional !== true) continue;
      return { options, positionals: [...positionals, ...words.slice(index + 1)], terminator: undefined };
    }
    const found = optionsOf(word, spec, takesValue);
    const last = found.at(-1);
    const next = words[index + 1];
    if (last !== undefined && last.value === undefined && takesValue.has(last.name) && next !== undefined) {
      found[found.length - 1] = {
        ...last,
        value: next,
        range: { start: last.range.start, end: next.range.end },
      };
      index++;
    }
    options.push(...found);
  }
  return { options, positionals, terminator: undefined };
}

/** The first option of one of these names. */
export function findOption(parsed: ParsedArguments, ...names: readonly string[]): Option | undefined {
  return parsed.options.find((option) => names.includes(option.name));
}

function optionsOf(word: ShellWord, spec: OptionSpec, takesValue: ReadonlySet<string>): Option[] {
  const { value, range } = word;
  if (value.startsWith('--') || spec.longWithOneDash === true || takesValue.has(value)) {
    const equals = value.indexOf('=');
    if (equals < 0) return [{ name: value, value: undefined, word, range }];
    return [{ name: value.slice(0, equals), value: wordTail(word, equals + 1), word, range }];
  }
  const options: Option[] = [];
  for (let offset = 1; offset < value.length; offset++) {
    const name = `-${value.charAt(offset)}`;
    const rest = offset + 1 < value.length;
    if (takesValue.has(name) && rest) return [...options, { name, value: wordTail(word, offset + 1), word, range }];
    if (!/[\w?]/.test(value.charAt(offset))) return options.length === 0 ? [{ name: value, value: undefined, word, range }] : options;
    options.push({ name, value: undefined, word, range });
  }
  return options;
}
