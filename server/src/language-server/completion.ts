/** Names that only this product knows: Wolfi's packages behind `apk add`, and the rules behind an ignore comment. */
import { type CompletionItem, CompletionItemKind, type Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { apkOptions } from '../analysis/commands/os-packages.ts';
import { parseDockerfile } from '../dockerfile/index.ts';
import { completePackages } from '../packages/index.ts';
import { RULE_IDS } from '../rules/ids.ts';
import { commandName, commandsIn, parseOptions, type ShellWord, shellOf, unwrapCommand } from '../shell/index.ts';

/** A rule's name that is being typed, with those before it. */
const IGNORE = /^[ \t]*#[ \t]*migrate-to-chainguard-ignore(?:-file)?[ \t]+(?:[\w-]+[ \t]*,[ \t]*)*([\w-]*)$/;
/** What may be written at `offset` (UTF-16 code units); empty where this product has nothing to say. Never throws on any text. */
export function completionsAt(document: TextDocument, offset: number): CompletionItem[] {
  const before = document.getText().slice(0, offset);
  const replaced = (typed: string): Range => ({ start: document.positionAt(offset - typed.length), end: document.positionAt(offset) });
  const rule = IGNORE.exec(before.slice(before.lastIndexOf('\n') + 1))?.[1];
  if (rule !== undefined) return ruleItems(rule, replaced(rule));
  const name = packagePrefix(before);
  return name === undefined ? [] : packageItems(name, replaced(name));
}

function ruleItems(prefix: string, range: Range): CompletionItem[] {
  return RULE_IDS.filter((id) => id.startsWith(prefix)).map((id) => ({
    label: id,
    kind: CompletionItemKind.EnumMember,
    textEdit: TextEdit.replace(range, id),
  }));
}

function packageItems(prefix: string, range: Range): CompletionItem[] {
  return completePackages(prefix).map(({ name, version, description }, position) => ({
    label: name,
    kind: CompletionItemKind.Module,
    detail: `${version} (Wolfi)`,
    ...(description !== undefined && { documentation: description }),
    // Editors sort by this text; the order is by likeness, not by the alphabet.
    sortText: String(position).padStart(4, '0'),
    textEdit: TextEdit.replace(range, name),
  }));
}

/** What is typed of a package's name at the end of `text`, which ends inside `apk add`; undefined elsewhere. */
function packagePrefix(text: string): string | undefined {
  const instruction = parseDockerfile(text).instructions.at(-1);
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
    return isNext && !(options.at(-1)?.word === last && apkOptions.withValue.includes(last.value)) ? '' : undefined;
  }
  const isName = positionals.length > 1 && positionals.at(-1) === last && last.literal && /^[\w.+-]+$/.test(last.raw);
  return isName ? last.raw : undefined;
}
