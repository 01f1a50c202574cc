/** Wolfi's packages behind `apk add`. */
import { type CompletionItem, CompletionItemKind, TextEdit } from 'vscode-languageserver';
import { apkOptions } from '../../analysis/commands/os-packages.ts';
import { completePackages } from '../../packages/index.ts';
import { commandName, commandsIn, parseOptions, type ShellWord, shellOf, unwrapCommand } from '../../shell/index.ts';
import { type CompletionPlace, inOrder } from './place.ts';

/** Longer lists are no help; the editor asks again with more letters. */
export const maximumPackages = 100;

export function packageNames(place: CompletionPlace): readonly CompletionItem[] | undefined {
  const typed = packagePrefix(place);
  if (typed === undefined) return undefined;
  // A list that opens behind every name would take the next Enter for itself.
  if (place.trigger !== undefined) return [];
  const range = place.range(typed.length);
  return completePackages(typed, place.wolfi, maximumPackages).map(({ name, version, description }, position) => ({
    label: name,
    kind: CompletionItemKind.Module,
    detail: `${version} (Wolfi)`,
    ...(description !== undefined && { documentation: description }),
    sortText: inOrder(position),
    textEdit: TextEdit.replace(range, name),
  }));
}

/** What is typed of a package's name before the cursor, inside `apk add`; undefined elsewhere. */
function packagePrefix({ before: text, instruction }: CompletionPlace): string | undefined {
  if (instruction?.keyword !== 'RUN' || instruction.command.form !== 'shell') return undefined;
  const last = [...commandsIn(shellOf(instruction.command, instruction.heredocs))].at(-1);
  if (last === undefined) return undefined;
  const { command } = unwrapCommand(last.command);
  return commandName(command) === 'apk' ? typedName(command.words.slice(1), text) : undefined;
}

/** `words` are those behind `apk`. */
function typedName(words: readonly ShellWord[], text: string): string | undefined {
  const last = words.at(-1);
  const { options, positionals } = parseOptions(words, apkOptions);
  if (last === undefined || positionals[0]?.value !== 'add') return undefined;
  if (last.range.end < text.length) {
    // Blanks and continuations only: behind `;` or `&&` another command begins, and behind `--virtual` its value.
    const isNext = /^(?:[ \t]|[\\`][ \t]*\r?\n)+$/.test(text.slice(last.range.end));
    const isValue = options.at(-1)?.word === last && apkOptions.withValue.includes(last.value);
    return isNext && !isValue ? '' : undefined;
  }
  const isName = positionals.length > 1 && positionals.at(-1) === last && last.literal && /^[\w.+-]+$/.test(last.raw);
  return isName ? last.raw : undefined;
}
