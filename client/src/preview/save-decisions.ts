/** Keeps decisions for the next time: in the repository's own file, or in the settings of the editor. */
import * as vscode from 'vscode';
import type { Decisions } from '../../../server/src/protocol.ts';
import { decisionKeys, withDecisions } from './decisions-file.ts';

export const settingsFileName = '.migrate-to-chainguard.json';

/** Writes the file at the root of the document's workspace folder, and shows it. Rejects with a sentence for people. */
export async function saveInRepository(document: vscode.Uri, decisions: Decisions): Promise<vscode.Uri> {
  const folder = vscode.workspace.getWorkspaceFolder(document);
  if (folder === undefined) throw new Error(vscode.l10n.t('The Dockerfile lies in no folder of this window.'));
  const file = vscode.Uri.joinPath(folder.uri, settingsFileName);
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open?.isDirty === true) throw new Error(vscode.l10n.t('{0} has changes that are not saved.', settingsFileName));
  const text = withDecisions(await textOf(file), decisions);
  if (text === undefined) throw new Error(vscode.l10n.t('{0} holds no JSON object: mend it first.', settingsFileName));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
}

/** Writes the settings of the folder, or of the user where there is none. */
export async function saveInSettings(document: vscode.Uri, decisions: Decisions): Promise<void> {
  const settings = vscode.workspace.getConfiguration('migrateToChainguard', document);
  const folder = vscode.workspace.getWorkspaceFolder(document);
  const target = folder === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.WorkspaceFolder;
  for (const key of decisionKeys) {
    if (decisions[key] !== undefined) await settings.update(key, decisions[key], target);
  }
}

async function textOf(file: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return '';
    throw error;
  }
}
