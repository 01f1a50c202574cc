/** Names that only this product knows. One file per kind of name; the first that fits the place answers. */
import type { CompletionItem } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Instruction } from '../../dockerfile/ast.ts';
import { parseDockerfile } from '../../dockerfile/index.ts';
import { ignoreComments } from './ignore-comments.ts';
import { imageNames } from './image-names.ts';
import { packageNames } from './package-names.ts';
import type { CompletionPlace, CompletionSource } from './place.ts';

const sources: readonly CompletionSource[] = [ignoreComments, imageNames, packageNames];

/** What may be written at `offset` (UTF-16 code units); empty where this product has nothing to say. Never throws on any text. */
export function completionsAt(
  document: TextDocument,
  offset: number,
  request: Omit<CompletionPlace, 'before' | 'instruction' | 'range'>,
): readonly CompletionItem[] {
  const text = document.getText();
  const before = text.slice(0, offset);
  let instruction: { readonly found: Instruction | undefined } | undefined;
  const place: CompletionPlace = {
    ...request,
    before,
    // Parsed once, and not at all where the line is enough.
    get instruction() {
      instruction ??= { found: parseDockerfile(before).instructions.at(-1) };
      return instruction.found;
    },
    range(typed, wholeWord) {
      const rest = wholeWord?.exec(text.slice(offset))?.[0].length ?? 0;
      return { start: document.positionAt(offset - typed), end: document.positionAt(offset + rest) };
    },
  };
  for (const source of sources) {
    const items = source(place);
    if (items !== undefined) return items;
  }
  return [];
}
