/** Puts a migration into a document: one edit, one undo step, never on another version than the one it was made for. */
import * as vscode from 'vscode';
import type { MigrateResult } from '../../server/src/protocol.ts';

/**
 * @returns false when the document has changed since the server was asked, or VS Code refuses the edit; nothing is touched then.
 * Rejects, with a sentence for people, when the document cannot be changed; its text is as it was.
 */
export async function applyMigration(document: vscode.TextDocument, result: MigrateResult): Promise<boolean> {
  if (await isReadOnly(document.uri)) throw readOnly(document.uri);
  if (document.version !== result.version) return false;
  const before = document.getText();
  const edit = new vscode.WorkspaceEdit();
  const edits = result.edits.map(({ range, newText }) => {
    const { start, end } = range;
    return vscode.TextEdit.replace(new vscode.Range(start.line, start.character, end.line, end.character), newText);
  });
  edit.set(document.uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  // VS Code changes the text of an editor that it made read-only (settings, the file's permissions, a command), and then cannot save it. No
  // interface tells which those are, but that they do not become unsaved.
  if (document.getText() !== before && !document.isDirty && !document.isUntitled) {
    await takeBack(document, before);
    throw readOnly(document.uri);
  }
  return true;
}

async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    // What is not a file is found out by the edit.
    return false;
  }
}

async function takeBack(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

function readOnly(uri: vscode.Uri): Error {
  return new Error(vscode.l10n.t('{0} is read-only. Nothing was changed.', vscode.workspace.asRelativePath(uri)));
}
