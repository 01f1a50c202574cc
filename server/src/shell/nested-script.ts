/** Scripts that a command hands to a shell as text. */
import type { MappedText } from '../dockerfile/text.ts';
import { findOption, parseOptions } from './arguments.ts';
import type { ShellScript, ShellWord, SimpleCommand } from './ast.ts';
import { commandName } from './command-name.ts';
import { shellInvocation } from './invocation.ts';
import { TextBuilder } from './mapped-text.ts';
import { parseShell } from './parse.ts';
import { unquotedText } from './unquote.ts';
import { unwrapCommand } from './wrappers.ts';

/**
 * The script inside `sh -c "…"`, `su user -c "…"`, `eval …`, `bash <<EOF`, also behind wrappers such as `exec` and `sudo`; undefined when there is none.
 * Ranges are the document's, through the quotes. What the outer shell expands first stands in the script as written.
 */
export function nestedScript(command: SimpleCommand): ShellScript | undefined {
  const inner = unwrapCommand(command).command;
  const [, ...given] = inner.words;
  switch (commandName(inner)) {
    case undefined:
      return undefined;
    case 'eval':
      return given.length === 0 ? undefined : parseShell(joinedWords(given));
    case 'su':
    case 'runuser':
      return scriptOfSwitch(given);
    default:
      return scriptOfShell(inner);
  }
}

/** `eval` joins its arguments with blanks. */
function joinedWords(words: readonly ShellWord[]): MappedText {
  const builder = new TextBuilder(words[0]?.range.start ?? 0);
  for (const [index, word] of words.entries()) {
    if (index > 0) builder.insert(' ');
    builder.copy(unquotedText(word));
  }
  return builder.build();
}

function scriptOfSwitch(given: readonly ShellWord[]): ShellScript | undefined {
  const parsed = parseOptions(given, {
    withValue: ['-c', '--command', '-s', '--shell', '-g', '--group', '-G', '-u', '--user', '-w'],
  });
  const text = findOption(parsed, '-c', '--command')?.value;
  return text === undefined ? undefined : parseShell(unquotedText(text));
}

function scriptOfShell(command: SimpleCommand): ShellScript | undefined {
  const invocation = shellInvocation(command.words.map((word) => word.value));
  if (invocation?.kind === 'text') {
    const word = command.words[invocation.index];
    return word === undefined ? undefined : parseShell(unquotedText(word));
  }
  if (invocation?.kind !== 'input') return undefined;
  const input = command.redirects.findLast(({ operator, descriptor }) => operator.startsWith('<') && (descriptor ?? 0) === 0);
  if (input?.heredoc !== undefined) return parseShell(input.heredoc.body);
  return input?.operator === '<<<' && input.target !== undefined ? parseShell(unquotedText(input.target)) : undefined;
}
