/** The preview of a migration, as its panel speaks to it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FromPanel, PanelState } from '../../client/src/preview/panel-messages.ts';
import { extensionId, workspaceFile } from './editor.ts';

export interface Panel {
  readonly state: () => PanelState;
  readonly receive: (message: FromPanel) => Promise<void>;
}

export const dockerfile = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
export const onChainguard = /^FROM cgr\.dev\/chainguard\/node:/m;

let count = 0;

/** A file that no test has seen: VS Code keeps the text of those that were deleted. */
export async function newFile(name: string, text = dockerfile): Promise<vscode.Uri> {
  count += 1;
  const uri = workspaceFile(`preview-${count}/${name}`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** The preview of the document in the active editor. */
export async function preview(document: vscode.TextDocument): Promise<Panel> {
  await vscode.commands.executeCommand('migrateToChainguard.migrate', {});
  const panel = panelOf(document.uri);
  assert.ok(panel, 'there is a preview');
  return panel;
}

export function panelOf(document: vscode.Uri): Panel | undefined {
  const parts = vscode.extensions.getExtension<{ preview: { previewOf(uri: vscode.Uri): Panel | undefined } }>(extensionId)?.exports;
  return parts?.preview.previewOf(document);
}

/** What the right side of the diff holds. */
export function converted(document: vscode.Uri): string | undefined {
  return vscode.workspace.textDocuments
    .find(
      ({ uri, isClosed }) => uri.scheme === 'migrate-to-chainguard' && uri.query === document.toString() && !isClosed && isDiffSide(uri),
    )
    ?.getText();
}

function isDiffSide({ path }: vscode.Uri): boolean {
  return !path.endsWith('.md');
}

/** Labels of the tabs of each group; the one that is shown has a star. */
export function tabs(): string[][] {
  return vscode.window.tabGroups.all.map((group) => group.tabs.map(({ label, isActive }) => (isActive ? `${label}*` : label)));
}

export async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}
