/** `# migrate-to-chainguard-ignore` itself, and the rules behind it. */
import * as l10n from '@vscode/l10n';
import { type CompletionItem, CompletionItemKind, TextEdit } from 'vscode-languageserver';
import { RULE_IDS } from '../../rules/ids.ts';
import { RULES } from '../../rules/index.ts';
import { type CompletionPlace, inOrder } from './place.ts';

/** A rule's name that is being typed, with those before it. */
const RULE = /^[ \t]*#[ \t]*migrate-to-chainguard-ignore(?:-file)?[ \t]+((?:[\w-]+[ \t]*,[ \t]*)*)([\w-]*)$/;
/** The beginning of a comment of which nothing but the first word is there. */
const START = /^[ \t]*(#[ \t]*([\w-]*))$/;

const comments = [
  { name: 'migrate-to-chainguard-ignore', detail: () => l10n.t('Silences rules on the instruction below') },
  { name: 'migrate-to-chainguard-ignore-file', detail: () => l10n.t('Silences rules in this file') },
] as const;

export function ignoreComments(place: CompletionPlace): readonly CompletionItem[] | undefined {
  const line = place.before.slice(place.before.lastIndexOf('\n') + 1);
  const rule = RULE.exec(line);
  if (rule) return ruleItems(rule[2] ?? '', rule[1] ?? '', place);
  const start = START.exec(line);
  // A blank behind `#` begins any comment: nobody asked.
  if (start && place.trigger === undefined) return commentItems(start[1] ?? '', start[2] ?? '', place);
  return line.trimStart().startsWith('#') ? [] : undefined;
}

function ruleItems(prefix: string, before: string, place: CompletionPlace): CompletionItem[] {
  const named = new Set(before.split(',').map((id) => id.trim()));
  const range = place.range(prefix.length, /^[\w-]*/);
  return RULE_IDS.filter((id) => id.startsWith(prefix) && !named.has(id)).map((id) => ({
    label: id,
    kind: CompletionItemKind.EnumMember,
    detail: RULES.find((rule) => rule.id === id)?.title ?? '',
    textEdit: TextEdit.replace(range, id),
  }));
}

function commentItems(typed: string, word: string, place: CompletionPlace): CompletionItem[] {
  return comments
    .filter(({ name }) => name.startsWith(word))
    .map(({ name, detail }, position) => ({
      label: `# ${name}`,
      kind: CompletionItemKind.Snippet,
      detail: detail(),
      sortText: inOrder(position),
      // Editors compare this with what stands in the range, blanks behind `#` included.
      filterText: `${typed.slice(0, typed.length - word.length)}${name}`,
      textEdit: TextEdit.replace(place.range(typed.length), `# ${name} `),
    }));
}
