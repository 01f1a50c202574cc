/** From offsets of the engine to ranges and edits of the protocol. */
import type { Range as ProtocolRange, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../dockerfile/text.ts';
import type { Edits } from './engine.ts';

export function toRange(document: TextDocument, range: Range): ProtocolRange {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** Inserts come before replacements at the same offset, as `TextDocument.applyEdits` and most clients want them. */
export function toTextEdits(document: TextDocument, edits: Edits): TextEdit[] {
  return edits
    .toSorted(({ range: a }, { range: b }) => a.start - b.start || a.end - b.end)
    .map(({ range, newText }) => ({ range: toRange(document, range), newText }));
}

/** `versioned`: the client understands `documentChanges`, so the edit is refused there when the document has moved on. */
export function toWorkspaceEdit(document: TextDocument, edits: Edits, versioned: boolean): WorkspaceEdit {
  const textEdits = toTextEdits(document, edits);
  if (!versioned) return { changes: { [document.uri]: textEdits } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: textEdits }] };
}
