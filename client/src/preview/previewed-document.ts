/** The document that a preview is about, as long as there is one. */
import * as vscode from 'vscode';

/** Rejects, with a sentence for people, when it is closed and nowhere saved, when its file is gone, or when it is no Dockerfile any more. */
export async function previewedDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open === undefined && uri.scheme === 'untitled') throw new Error(vscode.l10n.t('The document is closed, and was saved nowhere.'));
  // VS Code keeps the text of a file that was deleted for as long as an editor shows it.
  if (await isGone(uri)) {
    throw new Error(vscode.l10n.t('The file {0} was deleted or renamed.', vscode.workspace.asRelativePath(uri)));
  }
  const document = open ?? (await vscode.workspace.openTextDocument(uri));
  if (document.languageId !== 'dockerfile') {
    throw new Error(vscode.l10n.t('The document is no Dockerfile for the editor any more: its language mode is {0}.', document.languageId));
  }
  return document;
}

/** Calls `changed` when the file is deleted, renamed, or there again. */
export function watchFile(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  if (!isFile(uri)) return new vscode.Disposable(() => {});
  // In patterns these characters have a meaning.
  const name = (uri.path.split('/').at(-1) ?? '').replace(/[[\]{}*?!]/g, '?');
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, false);
  return vscode.Disposable.from(watcher, watcher.onDidCreate(changed), watcher.onDidDelete(changed));
}

/** Others are texts that were never saved, or that an extension makes. */
function isFile({ scheme }: vscode.Uri): boolean {
  return scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

async function isGone(uri: vscode.Uri): Promise<boolean> {
  if (!isFile(uri)) return false;
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}
