/** Keeps decisions for the next time: in the repository's own file, or in the settings of the editor. */
import * as vscode from 'vscode';
import type { Decisions } from '../../../server/src/protocol.ts';
import { decidedIn, decisionKeys, withDecisions } from './decisions-file.ts';

const settingsFileName = '.migrate-to-chainguard.json';

interface SettingsFile {
  readonly uri: vscode.Uri;
  /** Empty when there is none yet. */
  readonly text: string;
}

/**
 * Writes into the settings file that speaks for the document, or into a new one at the root of its workspace folder. Rejects with a sentence for
 * people; the file is as it was then.
 * @returns the file's path, for people
 */
export async function saveInRepository(document: vscode.Uri, decisions: Decisions): Promise<string> {
  const folder = vscode.workspace.getWorkspaceFolder(document);
  if (folder === undefined) throw new Error(vscode.l10n.t('The Dockerfile lies in no folder of this window.'));
  const { uri, text: before } = await nearestFile(document, folder);
  const name = vscode.workspace.asRelativePath(uri);
  const open = vscode.workspace.textDocuments.find((other) => other.uri.toString() === uri.toString());
  if (open?.isDirty === true) throw new Error(vscode.l10n.t('{0} has changes that are not saved.', name));
  const text = withDecisions(before, decisions);
  if (text === undefined) throw new Error(vscode.l10n.t('{0} holds no JSON object: mend it first.', name));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return name;
}

/**
 * Writes the settings of the folder, or of the user where there is none.
 * @returns the repository's settings file when it says something else about one of the decisions: it goes before the settings
 */
export async function saveInSettings(document: vscode.Uri, decisions: Decisions): Promise<string | undefined> {
  const settings = vscode.workspace.getConfiguration('migrateToChainguard', document);
  const folder = vscode.workspace.getWorkspaceFolder(document);
  const target = folder === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.WorkspaceFolder;
  for (const key of decisionKeys) {
    if (decisions[key] !== undefined) await settings.update(key, decisions[key], target);
  }
  if (folder === undefined) return undefined;
  const { uri, text } = await nearestFile(document, folder);
  return decidedIn(text).some((key) => decisions[key] !== undefined) ? vscode.workspace.asRelativePath(uri) : undefined;
}

/** From the document's folder up to the workspace folder, as where the files are read. */
async function nearestFile(document: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<SettingsFile> {
  let place = vscode.Uri.joinPath(document, '..');
  for (;;) {
    const uri = vscode.Uri.joinPath(place, settingsFileName);
    const text = await textOf(uri);
    if (text !== undefined) return { uri, text };
    if (place.path.length <= folder.uri.path.length) return { uri: vscode.Uri.joinPath(folder.uri, settingsFileName), text: '' };
    place = vscode.Uri.joinPath(place, '..');
  }
}

/** Undefined when there is no such file. Rejects when it cannot be read as it is: written back it would be another one. */
async function textOf(file: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(vscode.l10n.t('{0} is not UTF-8: mend it first.', vscode.workspace.asRelativePath(file)));
  }
}
