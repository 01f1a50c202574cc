/** What a person decides for a repository, in its settings file, or for themselves, in the settings of the editor. */
import * as vscode from 'vscode';
import type { SwitchOffRuleArgument } from '../../server/src/protocol.ts';

const fileName = '.migrate-to-chainguard.json';
const section = 'migrateToChainguard';

/** Setting of the editor → key of the file. */
const keys: readonly (readonly [setting: string, key: string])[] = [
  ['organization', 'organization'],
  ['registry', 'registry'],
  ['nodeVersion', 'nodeVersion'],
  ['strategy', 'strategy'],
  ['workingDirectory', 'workingDirectory'],
  ['context', 'context'],
  ['severity', 'severities'],
];

/** What came of a command; `problem` is what the person was told. Undefined when there was nothing to do. */
export type CommandOutcome = { readonly document: vscode.TextDocument } | { readonly problem: string } | undefined;

/**
 * Opens the settings file of a workspace folder, made of the present settings of the editor where there is none yet. `argument` is the address
 * of the folder, or of something in it; without it the folder of the active editor is meant.
 */
export async function createSettingsFile(output: vscode.LogOutputChannel, argument: unknown): Promise<CommandOutcome> {
  const folder = await chooseFolder(argument);
  if (folder === undefined) return undefined;
  const uri = vscode.Uri.joinPath(folder.uri, fileName);
  try {
    if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(contentFor(folder)));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return { document };
  } catch (error) {
    const reason = reasonOf(error);
    output.error(`${uri.toString(true)} could not be made: ${reason}`);
    return tell(vscode.l10n.t('Migrate to Chainguard: the settings file could not be made. {0}', reason));
  }
}

/** Gives a rule the severity `off` in the user's settings. */
export async function switchOffRule(output: vscode.LogOutputChannel, raw: unknown): Promise<CommandOutcome> {
  if (!isSwitchOffRuleArgument(raw)) return undefined;
  const configuration = vscode.workspace.getConfiguration(section, vscode.Uri.parse(raw.uri));
  const present: unknown = configuration.inspect('severity')?.globalValue;
  const others = typeof present === 'object' && present !== null && !Array.isArray(present) ? present : {};
  try {
    await configuration.update('severity', { ...others, [raw.rule]: 'off' }, vscode.ConfigurationTarget.Global);
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    output.error(`${raw.rule} could not be switched off: ${reason}`);
    return tell(vscode.l10n.t('Migrate to Chainguard: {0} could not be switched off. {1}', raw.rule, reason));
  }
}

function tell(problem: string): CommandOutcome {
  void vscode.window.showErrorMessage(problem);
  return { problem };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function chooseFolder(argument: unknown): Promise<vscode.WorkspaceFolder | undefined> {
  const given = argument instanceof vscode.Uri ? vscode.workspace.getWorkspaceFolder(argument) : undefined;
  if (given !== undefined) return given;
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && vscode.workspace.getWorkspaceFolder(active);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder to create a settings file for it.'));
    return undefined;
  }
  if (own !== undefined || folders.length === 1) return own ?? folders[0];
  return await vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Which folder is the settings file for?') });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    // Of anything else nobody knows what would be overwritten.
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

function contentFor(folder: vscode.WorkspaceFolder): string {
  const configuration = vscode.workspace.getConfiguration(section, folder.uri);
  const set = new Map<string, unknown>();
  for (const [setting, key] of keys) {
    const { workspaceFolderValue, workspaceValue, globalValue } = configuration.inspect(setting) ?? {};
    const value = workspaceFolderValue ?? workspaceValue ?? globalValue;
    if (value !== undefined && value !== '') set.set(key, value);
  }
  // The file takes it beside an organization only.
  if (!set.has('organization') && set.get('nodeVersion') !== 'latest') set.delete('nodeVersion');
  const comment = vscode.l10n.t('Settings of this repository for Migrate to Chainguard.');
  const [, ...lines] = JSON.stringify(Object.fromEntries(set), undefined, 2).split('\n');
  return ['{', `  // ${comment}`, ...(lines.length > 0 ? lines : ['}']), ''].join('\n');
}

function isSwitchOffRuleArgument(raw: unknown): raw is SwitchOffRuleArgument {
  return (
    typeof raw === 'object' && raw !== null && 'uri' in raw && 'rule' in raw && typeof raw.uri === 'string' && typeof raw.rule === 'string'
  );
}
