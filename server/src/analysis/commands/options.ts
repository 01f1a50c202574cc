/** Values of options as words, so that variables in them can be put in. */
import { findOption, type Option, type ParsedArguments, type ShellWord } from '../../shell/index.ts';
import type { Call } from './call.ts';
import { textOf } from './expansion.ts';

/** The value of the first option of one of these names; undefined when it is not given or has none. */
export function optionWord(call: Call, parsed: ParsedArguments, ...names: readonly string[]): ShellWord | undefined {
  const option = findOption(parsed, ...names);
  return option === undefined ? undefined : wordOf(call, option);
}

/** The values of all options of these names, as text. */
export function optionTexts(call: Call, parsed: ParsedArguments, ...names: readonly string[]): readonly string[] {
  return parsed.options
    .filter(({ name }) => names.includes(name))
    .flatMap((option) => {
      const word = wordOf(call, option);
      return word === undefined ? [] : [textOf(word, call.around)];
    });
}

/** The value of one option as a word. */
export function wordOf(call: Call, option: Option): ShellWord | undefined {
  if (option.value === undefined) return undefined;
  const { value, literal, range } = option.value;
  const own = call.args.find((word) => word.range.start === range.start && word.range.end === range.end && word.value === value);
  return own ?? { ...option.word, raw: value, value, literal, range };
}

/** Whether one of these options is given. `--name=false` counts as not given. */
export function isGiven(parsed: ParsedArguments, ...names: readonly string[]): boolean {
  return parsed.options.some(({ name, value }) => names.includes(name) && value?.value !== 'false');
}
