/** Names that only this product knows. One file per kind of name; the first that fits the place answers. */
import type { CompletionItem } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ignoreComments } from './ignore-comments.ts';
import { imageNames } from './image-names.ts';
import { packageNames } from './package-names.ts';
import type { CompletionPlace, CompletionSource } from './place.ts';

const sources: readonly CompletionSource[] = [ignoreComments, imageNames, packageNames];

/** What may be written at `offset` (UTF-16 code units); empty where this product has nothing to say. Never throws on any text. */
export function completionsAt(
  document: TextDocument,
  offset: number,
  request: Omit<CompletionPlace, 'before' | 'range'>,
): readonly CompletionItem[] {
  const text = document.getText();
  const place: CompletionPlace = {
    ...request,
    before: text.slice(0, offset),
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
