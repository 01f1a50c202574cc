/** **Open Sample Dockerfile**: a small application in a folder of our own, to try everything on. */
import * as vscode from 'vscode';

const names = ['Dockerfile', 'package.json', 'package-lock.json', 'server.js', '.dockerignore'];

/**
 * Writes the sample anew, so that it is as shipped each time, and opens its Dockerfile. Real files: what is said about the Dockerfile depends on
 * what stands around it.
 */
export async function openSample({ extensionUri, globalStorageUri }: vscode.ExtensionContext): Promise<vscode.TextDocument> {
  const source = vscode.Uri.joinPath(extensionUri, 'media', 'sample');
  const folder = vscode.Uri.joinPath(globalStorageUri, 'sample');
  await vscode.workspace.fs.createDirectory(folder);
  for (const name of names) {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(source, name));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), bytes);
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'Dockerfile'));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}
