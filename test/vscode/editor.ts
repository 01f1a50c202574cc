/** What the tests do in the editor, in the words of a person who uses it. */
import * as vscode from 'vscode';
import { eventually } from './waiting.ts';

export const extensionId = 'migrate-to-chainguard.migrate-to-chainguard';
export const source = 'Migrate to Chainguard';

export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Our remarks on a document, once there are any. */
export async function ourDiagnostics(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  return await eventually(`diagnostics of ${document.fileName}`, () => {
    const ours = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === source);
    return ours.length > 0 ? ours : undefined;
  });
}

export async function quickFixes(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  return await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind);
}

/** Back to what is on disk, and nothing open. */
export async function closeEverything(): Promise<void> {
  const { scheme } = workspaceFile('');
  for (const document of vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme)) await restore(document);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** By an edit, not by the command that reverts: that one takes the active editor, and on a busy machine another may have become it. */
async function restore(document: vscode.TextDocument): Promise<void> {
  const onDisk = await textOnDisk(document.uri);
  if (onDisk === undefined || document.isClosed) return;
  if (document.getText() !== onDisk) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), onDisk);
    await vscode.workspace.applyEdit(edit);
  }
  // What the test changed last may not be known here yet as unsaved: saving what is saved does no harm.
  await document.save();
}

/** Undefined for what is not there (any more). */
async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
