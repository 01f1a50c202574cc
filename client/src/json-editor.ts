/** Whether VS Code itself says what is no JSON: people can switch that off, and leave the built-in extension out. */
import * as vscode from 'vscode';

export const jsonCheckSetting = 'json.validate.enable';

export function checksJson(): boolean {
  const extension = vscode.extensions.getExtension('vscode.json-language-features');
  return extension !== undefined && vscode.workspace.getConfiguration().get(jsonCheckSetting, true);
}
