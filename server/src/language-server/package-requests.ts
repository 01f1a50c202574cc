/** `searchPackages` and `insertPackages`: finding Wolfi packages, and writing them into an `apk add`. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { apkOptions } from '../analysis/commands/os-packages.ts';
import { parseDockerfile } from '../dockerfile/index.ts';
import { findPackages, nameMeanings, WOLFI_DATE } from '../packages/index.ts';
import type {
  InsertPackagesMethod,
  InsertPackagesParams,
  InsertPackagesResult,
  PackageSearchResult,
  SearchPackagesMethod,
  SearchPackagesParams,
} from '../protocol.ts';
import { commandName, commandsIn, parseOptions, type ShellWord, shellOf, unwrapCommand } from '../shell/index.ts';
import type { Documents } from './documents.ts';
import { toRange } from './edits.ts';

export const searchPackagesMethod: SearchPackagesMethod = 'migrateToChainguard/searchPackages';
export const insertPackagesMethod: InsertPackagesMethod = 'migrateToChainguard/insertPackages';

/** More in one list help nobody. */
const maximumPackages = 500;

export function searchPackages({ query, limit }: SearchPackagesParams): PackageSearchResult {
  return {
    date: WOLFI_DATE,
    meanings: nameMeanings(query),
    packages: findPackages(query, Math.max(0, Math.min(limit, maximumPackages))),
  };
}

/** Rejects with ContentModified when the document is not open or has another version than the caller's. */
export function insertPackages(documents: Documents, { textDocument, position, packages }: InsertPackagesParams): InsertPackagesResult {
  const document = documents.snapshot(textDocument.uri);
  if (document?.version !== textDocument.version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, `${textDocument.uri} is not open at version ${textDocument.version}.`);
  }
  return insertionAt(document, document.offsetAt(position), packages);
}

/**
 * Behind the last word of the `apk add` that holds `offset` (UTF-16 code units), one to a line where the others are; at `offset` itself where
 * there is none.
 */
export function insertionAt(document: TextDocument, offset: number, packages: readonly string[]): InsertPackagesResult {
  const text = document.getText();
  const words = apkAddAt(text, offset);
  const last = words?.at(-1);
  if (words === undefined || last === undefined) {
    return { edit: { range: toRange(document, { start: offset, end: offset }), newText: packages.join(' ') } };
  }
  const written = new Set(words.map(({ value }) => value.replace(/[=<>~@].*$/, '')));
  const missing = packages.filter((name) => !written.has(name));
  if (missing.length === 0) return {};
  const { end } = last.range;
  const blanks = offset > end && /^[ \t]*$/.test(text.slice(end, offset));
  const separator = separatorOf(words, text);
  return {
    edit: {
      range: toRange(document, { start: end, end: blanks ? offset : end }),
      newText: missing.map((name) => `${separator}${name}`).join(''),
    },
  };
}

/** The words behind `apk` of the `apk add` at `offset`, or directly before it. */
function apkAddAt(text: string, offset: number): readonly ShellWord[] | undefined {
  for (const instruction of parseDockerfile(text).instructions) {
    if (instruction.keyword !== 'RUN' || instruction.command.form !== 'shell' || instruction.range.start > offset) continue;
    for (const place of commandsIn(shellOf(instruction.command, instruction.heredocs))) {
      const { command } = unwrapCommand(place.command);
      if (commandName(command) !== 'apk' || command.range.start > offset) continue;
      const words = command.words.slice(1);
      const end = words.at(-1)?.range.end ?? command.range.end;
      const holds = offset <= end || /^(?:[ \t]|[\\`][ \t]*\r?\n)*$/.test(text.slice(end, offset));
      if (holds && parseOptions(words, apkOptions).positionals[0]?.value === 'add') return words;
    }
  }
  return undefined;
}

/** What stands between the last two words: blanks, or a continuation with the indentation of the next line. */
function separatorOf(words: readonly ShellWord[], text: string): string {
  const [before, last] = words.slice(-2);
  const between = before === undefined || last === undefined ? '' : text.slice(before.range.end, last.range.start);
  return /^[ \t]*[\\`][ \t]*\r?\n[ \t]*$/.test(between) ? between : ' ';
}
