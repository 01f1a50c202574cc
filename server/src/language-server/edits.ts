/** From offsets of the engine to ranges and edits of the protocol. */
import type { Range as ProtocolRange, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../dockerfile/text.ts';
import type { Edits, OtherFile } from './engine.ts';

/** What kinds of edits a client understands. */
export interface EditSupport {
  /** `documentChanges`, which are refused when the document has moved on. */
  readonly versionedEdits: boolean;
  /** Labels on the parts of an edit, for a preview. */
  readonly changeAnnotations: boolean;
}

export function toRange(document: TextDocument, range: Range): ProtocolRange {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** Inserts come before replacements at the same offset, as `TextDocument.applyEdits` and most clients want them. */
export function toTextEdits(document: TextDocument, edits: Edits): TextEdit[] {
  return edits
    .toSorted(({ range: a }, { range: b }) => a.start - b.start || a.end - b.end)
    .map(({ range, newText }) => ({ range: toRange(document, range), newText }));
}

/**
 * Text at the end of another file, which is made when it does not exist. Undefined where the client understands no `documentChanges` and the
 * file would have to be made.
 */
export function toFileEdit(uri: string, { before, appended }: OtherFile, versioned: boolean): WorkspaceEdit | undefined {
  const lines = (before ?? '').split(/\r\n|\r|\n/);
  const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const edits = [{ range: { start: end, end }, newText: appended }];
  if (!versioned) return before === undefined ? undefined : { changes: { [uri]: edits } };
  const change = { textDocument: { uri, version: null }, edits };
  return { documentChanges: before === undefined ? [{ kind: 'create', uri, options: { ignoreIfExists: true } }, change] : [change] };
}

/** `versioned`: the client understands `documentChanges`, so the edit is refused there when the document has moved on. */
export function toWorkspaceEdit(document: TextDocument, edits: Edits, versioned: boolean): WorkspaceEdit {
  const textEdits = toTextEdits(document, edits);
  if (!versioned) return { changes: { [document.uri]: textEdits } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: textEdits }] };
}
