/** Files of one folder among several. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionId, quickFixes } from '../editor.ts';
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

/** The images that the refactoring of the folder's Dockerfile, which is open, would write. */
export async function images(folder: string): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument(fileIn(folder, 'Dockerfile'));
  const [refactoring] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(0, 0, 0, 0),
    vscode.CodeActionKind.RefactorRewrite.value,
  );
  let text = document.getText();
  const edits = refactoring?.edit?.get(document.uri) ?? [];
  for (const { range, newText } of edits.toSorted((a, b) => b.range.start.compareTo(a.range.start))) {
    text = text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
  }
  return text.match(/^FROM \S+/gm)?.map((line) => line.slice(5)) ?? [];
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

interface Texts {
  readonly text: string;
  readonly detail: string;
}

/** What the items of the language status menu show. */
export function statusItems(): { readonly findings: Texts; readonly server: Texts } {
  const parts = vscode.extensions.getExtension<{ status: { findings(): Texts; server(): Texts } }>(extensionId)?.exports;
  assert.ok(parts, 'the extension is active');
  return { findings: parts.status.findings(), server: parts.status.server() };
}
