/** The report beside the diff: a web view that shows a session and asks for what a person wants. It decides nothing itself. */
import * as vscode from 'vscode';
import type { FromPanel, PanelState, ToPanel } from './panel-messages.ts';
import { panelPage } from './panel-page.ts';
import { panelTexts } from './panel-texts.ts';
import type { PreviewSession } from './session.ts';
import { hasTerminal } from './terminal.ts';

export const panelType = 'migrateToChainguard.report';

export class ReportPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #session: PreviewSession;
  readonly #subscriptions: vscode.Disposable;
  #disposed = false;
  readonly onDidDispose: vscode.Event<void>;

  /** `panel` may be one that the editor restored. Every message of the page goes to `receive`. */
  constructor(panel: vscode.WebviewPanel, session: PreviewSession, extension: vscode.Uri, receive: (message: FromPanel) => void) {
    this.#panel = panel;
    this.#session = session;
    this.onDidDispose = panel.onDidDispose;
    this.#subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: FromPanel) => {
        if (message.kind === 'ready') this.#show();
        receive(message);
      }),
      session.onDidChange((event) => {
        if (event === 'asked') this.#post({ kind: 'busy' });
        else this.#show();
      }),
      // There is a terminal from now on.
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show()),
      panel.onDidDispose(() => {
        this.#disposed = true;
        this.#subscriptions.dispose();
      }),
    );
    panel.webview.options = panelOptions(extension);
    panel.webview.html = panelPage(panel.webview, extension);
  }

  /** `column`: beside the active editor without it. */
  static open(
    session: PreviewSession,
    extension: vscode.Uri,
    receive: (message: FromPanel) => void,
    column: vscode.ViewColumn = vscode.ViewColumn.Beside,
  ): ReportPanel {
    const title = vscode.l10n.t('Migration: {0}', session.uri.path.split('/').at(-1) ?? '');
    const place = { viewColumn: column, preserveFocus: true };
    return new ReportPanel(vscode.window.createWebviewPanel(panelType, title, place, panelOptions(extension)), session, extension, receive);
  }

  dispose(): void {
    if (!this.#disposed) this.#panel.dispose();
  }

  /** Whether it has the focus. */
  get active(): boolean {
    return !this.#disposed && this.#panel.active;
  }

  get visible(): boolean {
    return !this.#disposed && this.#panel.visible;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#disposed ? undefined : this.#panel.viewColumn;
  }

  /** In its place. */
  reveal(preserveFocus = false): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /** To be read out and shown below. */
  say(text: string): void {
    this.#post({ kind: 'said', text });
  }

  #show(): void {
    this.#post({ kind: 'state', state: panelState(this.#session), texts: panelTexts() });
  }

  /** A page that is not there gets the state when it says that it is ready. */
  #post(message: ToPanel): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: the channel has one end.
    if (!this.#disposed) void this.#panel.webview.postMessage(message);
  }
}

/** What the page shows; also what the editor keeps of it over a reload of the window. */
export function panelState(session: PreviewSession): PanelState {
  const { status, strategy, reason, report, outside, nextSteps, decisions } = session.result;
  return {
    document: session.uri.toString(),
    name: vscode.workspace.asRelativePath(session.uri),
    result: { status, strategy, reason, report, outside, nextSteps },
    decided: session.decisions,
    decisions,
    problem: session.problem,
    terminal: hasTerminal(session.uri),
    folder: vscode.workspace.getWorkspaceFolder(session.uri) !== undefined,
  };
}

function panelOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, 'dist')] };
}
