/** Files of one folder among several. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { quickFixes } from '../editor.ts';
import { eventually } from '../waiting.ts';

export const settingsFile = '.migrate-to-chainguard.json';

export function fileIn(folder: string, path: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find(({ name }) => name === folder);
  assert.ok(found, `there is a folder ${folder}`);
  return vscode.Uri.joinPath(found.uri, path);
}

export async function openIn(folder: string, path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileIn(folder, path));
  await vscode.window.showTextDocument(document);
  return document;
}

export async function textOf(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

export async function write(file: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

/** The quick fix with that beginning on the base image of a Dockerfile. */
export async function fixOf(document: vscode.TextDocument, title: string): Promise<vscode.CodeAction | undefined> {
  const fixes = await eventually('quick fixes', async () => {
    const found = await quickFixes(document, new vscode.Range(0, 6, 0, 6));
    return found.length > 0 ? found : undefined;
  });
  return fixes.find((fix) => fix.title.startsWith(title));
}

/** Waits until a rule speaks of a document, or no longer does. */
export async function waitForRule(document: vscode.TextDocument, rule: string, speaks: boolean): Promise<void> {
  await eventually(`${rule} to be ${speaks ? 'said' : 'silent'}`, () =>
    rulesOf(document.uri).includes(rule) === speaks ? true : undefined,
  );
}

export function rulesOf(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Migrate to Chainguard')
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
}
