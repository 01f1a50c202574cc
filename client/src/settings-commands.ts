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

/** Opens the settings file of a workspace folder, made of the present settings of the editor where there is none yet. */
export async function createSettingsFile(output: vscode.LogOutputChannel): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, fileName);
  try {
    if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(contentFor(folder)));
    await vscode.window.showTextDocument(uri);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    output.error(`${uri.toString(true)} could not be made: ${reason}`);
    void vscode.window.showErrorMessage(vscode.l10n.t('Migrate to Chainguard: the settings file could not be made. {0}', reason));
  }
}

/** Gives a rule the severity `off` in the user's settings. */
export async function switchOffRule(raw: unknown): Promise<void> {
  if (!isSwitchOffRuleArgument(raw)) return;
  const configuration = vscode.workspace.getConfiguration(section, vscode.Uri.parse(raw.uri));
  const present = configuration.inspect<Record<string, unknown>>('severity')?.globalValue;
  await configuration.update('severity', { ...present, [raw.rule]: 'off' }, vscode.ConfigurationTarget.Global);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
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
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
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
  if (!set.has('organization') && set.get('nodeVersion') === 'keep') set.delete('nodeVersion');
  const comment = vscode.l10n.t('Settings of this repository for Migrate to Chainguard.');
  const [, ...lines] = JSON.stringify(Object.fromEntries(set), undefined, 2).split('\n');
  return ['{', `  // ${comment}`, ...(lines.length > 0 ? lines : ['}']), ''].join('\n');
}

function isSwitchOffRuleArgument(raw: unknown): raw is SwitchOffRuleArgument {
  return (
    typeof raw === 'object' && raw !== null && 'uri' in raw && 'rule' in raw && typeof raw.uri === 'string' && typeof raw.rule === 'string'
  );
}
