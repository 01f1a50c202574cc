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

/**
 * Back to what is on disk, and nothing open. Whatever editor is active is reverted and closed, until none is left: the extension host hears
 * later than the window of what was changed, and on a busy machine of which editor is the active one.
 */
export async function closeEverything(): Promise<void> {
  await eventually('every editor to be closed', async () => {
    if (vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0)) return true;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return undefined;
  });
}
