/** Puts a migration into a document: one edit, one undo step, never on another version than the one it was made for. */
import * as vscode from 'vscode';
import type { MigrateResult } from '../../server/src/protocol.ts';

/** @returns false when the document has changed since the server was asked; nothing is touched then. */
export async function applyMigration(document: vscode.TextDocument, result: MigrateResult): Promise<boolean> {
  if (document.version !== result.version) return false;
  const edit = new vscode.WorkspaceEdit();
  const edits = result.edits.map(({ range, newText }) => {
    const { start, end } = range;
    return vscode.TextEdit.replace(new vscode.Range(start.line, start.character, end.line, end.character), newText);
  });
  edit.set(document.uri, edits);
  return await vscode.workspace.applyEdit(edit);
}
