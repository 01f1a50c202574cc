/** The item in the language status menu: silent while all is well, with a way to the log when not. */
import * as vscode from 'vscode';
import type { StatusParams } from '../../server/src/protocol.ts';

export interface Status extends vscode.Disposable {
  show(status: StatusParams): void;
}

export function createStatus(): Status {
  const item = vscode.languages.createLanguageStatusItem('migrateToChainguard', { language: 'dockerfile' });
  item.name = 'Migrate to Chainguard';
  item.command = { command: 'migrateToChainguard.showOutput', title: 'Show Output' };
  const show = ({ state, message }: StatusParams): void => {
    item.severity = state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = state === 'failed' ? 'Migrate to Chainguard: failed' : 'Migrate to Chainguard';
    item.detail = message;
  };
  show({ state: 'ready', message: '' });
  return { show, dispose: () => item.dispose() };
}
