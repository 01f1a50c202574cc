/** The tabs in which previews are open: the old text on one side, the converted one on the other. */
import * as vscode from 'vscode';
import { previewScheme } from '../virtual-documents.ts';

export interface DiffTab {
  readonly tab: vscode.Tab;
  readonly original: vscode.Uri;
  readonly converted: vscode.Uri;
}

export function diffTabs(): DiffTab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).flatMap((tab) => diffTabOf(tab) ?? []);
}

/** Undefined for every tab but ours. */
export function diffTabOf(tab: vscode.Tab | undefined): DiffTab | undefined {
  const input = tab?.input;
  if (tab === undefined || !(input instanceof vscode.TabInputTextDiff) || input.modified.scheme !== previewScheme) return undefined;
  return { tab, original: input.original, converted: input.modified };
}

export function diffTabFor(converted: vscode.Uri): DiffTab | undefined {
  return diffTabs().find((open) => open.converted.toString() === converted.toString());
}

/** Opens the diff, or shows the one that is open, in its place; a new one beside the others. `selection` is one of the new text. */
export async function showDiff(original: vscode.Uri, converted: vscode.Uri, selection?: vscode.Range): Promise<void> {
  const open = diffTabFor(converted) ?? diffTabs().at(-1);
  const title = vscode.l10n.t('{0}: migration to Chainguard', vscode.workspace.asRelativePath(original));
  await vscode.commands.executeCommand('vscode.diff', original, converted, title, {
    preview: false,
    ...(open && { viewColumn: open.tab.group.viewColumn }),
    ...(selection && { selection }),
  });
}

/** Shows a 0-based line of the old text, and its counterpart in the new one: one of the two sides may be out of sight. */
export async function revealInDiff(original: vscode.Uri, converted: vscode.Uri, line: number, newLine: number): Promise<void> {
  await showDiff(original, converted, new vscode.Range(newLine, 0, newLine, 0));
  const left = vscode.window.visibleTextEditors.find(({ document, viewColumn }) => {
    // Editors inside a diff have no column of their own on the left side.
    return document.uri.toString() === original.toString() && viewColumn === undefined;
  });
  const editor = left ?? vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === original.toString());
  if (editor === undefined || line >= editor.document.lineCount) return;
  const range = editor.document.lineAt(line).range;
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
