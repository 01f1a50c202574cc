/** The item of the language status menu that speaks of the server: which images are used, with a way to the settings; or what is wrong. */
import * as vscode from 'vscode';
import type { StatusTexts } from './status-texts.ts';
import type { StatusParams } from '../../../server/src/protocol.ts';

export interface ServerState {
  readonly state: StatusParams['state'] | 'starting';
  readonly message: string;
}

export interface Status extends vscode.Disposable {
  show(status: ServerState): void;
  /** Whose images the Dockerfile at hand would get; undefined while the server has not said. */
  showOrganization(organization: string | undefined): void;
  /** What the item says now. */
  readonly shown: StatusTexts;
}

export function createStatus(): Status {
  const item = vscode.languages.createLanguageStatusItem('migrateToChainguard', { language: 'dockerfile' });
  item.name = vscode.l10n.t('Migrate to Chainguard: Server');
  let current: ServerState = { state: 'starting', message: '' };
  let organization: string | undefined;
  const update = (): void => {
    const { state, message } = current;
    const failed = state === 'failed';
    item.busy = state === 'starting';
    item.severity = failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = failed ? vscode.l10n.t('Migrate to Chainguard: failed') : images(organization);
    item.detail = state === 'starting' ? vscode.l10n.t('The server is starting.') : message;
    item.command = failed
      ? { command: 'migrateToChainguard.restartServer', title: vscode.l10n.t('Restart Server') }
      : { command: 'migrateToChainguard.openSettings', title: vscode.l10n.t('Settings') };
    item.accessibilityInformation = { label: [item.text, item.detail].filter(Boolean).join(' ') };
  };
  update();
  const subscriptions = vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => {
      organization = undefined;
      update();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('migrateToChainguard')) update();
    }),
  );
  return {
    show(status) {
      current = status;
      update();
    },
    showOrganization(said) {
      organization = said;
      update();
    },
    get shown() {
      return { text: item.text, detail: item.detail ?? '' };
    },
    dispose: () => subscriptions.dispose(),
  };
}

/** What the server said of the document at hand; until then as the settings of the editor say, which know nothing of a repository's file. */
function images(said: string | undefined): string {
  const scope = vscode.window.activeTextEditor?.document.uri ?? null;
  const organization = said ?? vscode.workspace.getConfiguration('migrateToChainguard', scope).get('organization', '');
  return organization === '' ? vscode.l10n.t('Chainguard’s free images') : vscode.l10n.t('Images of {0}', organization);
}
