/** The server, a process or a worker: started with the extension, restarted on request, asked for migrations. */
import * as vscode from 'vscode';
import type {
  Decisions,
  MigrateMethod,
  MigrateParams,
  MigrateResult,
  MigrateTextMethod,
  MigrateTextParams,
  Strategy,
  VerifyMethod,
  VerifyParams,
  VerifyResult,
} from '../../server/src/protocol.ts';
import { checksJson, jsonCheckSetting } from './json-editor.ts';
import { hasOtherDockerExtension } from './other-extensions.ts';
import type { ConnectionOptions, Outcome, ServerConnection } from './server-connection.ts';
import type { Status } from './status/server-status.ts';

const migrateMethod: MigrateMethod = 'migrateToChainguard/migrate';
const migrateTextMethod: MigrateTextMethod = 'migrateToChainguard/migrateText';
const verifyMethod: VerifyMethod = 'migrateToChainguard/verify';
const maximumAttempts = 3;

/** Makes a connection with a server of its own, which runs once the connection is started. All that differs between Node and the browser. */
export type Connect = (options: ConnectionOptions) => Promise<ServerConnection>;

export class LanguageServer {
  readonly #connect: Connect;
  readonly #output: vscode.LogOutputChannel;
  readonly #status: Status;
  #connection: Promise<ServerConnection> | undefined;
  #toldRestart = false;
  /** It does not come back by itself. */
  #ended = false;
  /** The documents that the server is told of. */
  #served = servedDocuments();
  readonly #runningChanged = new vscode.EventEmitter<boolean>();
  /** The server runs (true), also after it ended by itself or was started anew; or it does not come back until a person starts it (false). */
  readonly onDidChangeRunning = this.#runningChanged.event;

  constructor(connect: Connect, output: vscode.LogOutputChannel, status: Status) {
    this.#connect = connect;
    this.#output = output;
    this.#status = status;
  }

  /** Never rejects: a server that does not start is said once, with a way to the log. */
  async start(): Promise<void> {
    this.#ended = false;
    this.#served = servedDocuments();
    const isCurrent = (): boolean => this.#connection === connecting;
    const connecting: Promise<ServerConnection> = this.#connect({
      documents: this.#served,
      output: this.#output,
      changed: (state) => this.#status.show(state),
      running: (runs) => {
        if (isCurrent()) this.#tellRunning(runs);
      },
      restarted: () => this.#tellRestart(),
      gaveUp: (message) => {
        this.#tellRunning(false);
        this.#status.show({ state: 'failed', message });
        this.#offerHelp(message);
      },
    });
    this.#connection = connecting;
    try {
      const connection = await connecting;
      // Stopped meanwhile, or started anew.
      if (isCurrent()) await connection.start();
    } catch (error) {
      if (isCurrent()) this.#tellRunning(false);
      this.#output.error(`The server did not start: ${String(error)}`);
      this.#status.show({ state: 'failed', message: vscode.l10n.t('The server did not start.') });
      this.#offerHelp(vscode.l10n.t('Migrate to Chainguard: the server did not start.'));
    }
  }

  async stop(): Promise<void> {
    const connecting = this.#connection;
    this.#connection = undefined;
    this.#tellRunning(false);
    // That there is no connection was said by `start`.
    const connection = await connecting?.catch(() => undefined);
    await connection?.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /**
   * The migration of a document as it is when the server answers: asks anew when it changes meanwhile.
   * With `decisions`, be they empty, the result tells what there is to decide.
   * Rejects when there is no server or when the document does not hold still.
   */
  async migrate(document: vscode.TextDocument, strategy: Strategy | undefined, decisions?: Decisions): Promise<MigrateResult> {
    for (let attempt = 1; ; attempt++) {
      const version = document.version;
      try {
        return await this.#migrate(document, strategy, decisions);
      } catch (error) {
        if (document.version === version || attempt >= maximumAttempts) throw error;
      }
    }
  }

  /** Builds and compares a document and its migration. `report` gets what the server does now. Rejects when there is no server that can. */
  async verify(
    document: vscode.TextDocument,
    options: Omit<VerifyParams, 'textDocument' | 'workDoneToken'>,
    report: (message: string) => void,
    token: vscode.CancellationToken,
  ): Promise<VerifyResult> {
    const textDocument = { uri: this.addressOf(document.uri), version: document.version };
    const params: VerifyParams & { workDoneToken: string } = { textDocument, workDoneToken: `verify-${Date.now()}`, ...options };
    const connection = await this.#connected();
    return await connection.requestWithProgress<VerifyResult>(verifyMethod, params, report, token);
  }

  /**
   * Sends a request of our own, and once more when the server ends before it answers and comes back: the question itself may be what ended it.
   * Rejects when there is no server, or with the server's error.
   */
  async request<Answer>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const connection = await this.#connected();
      const outcome: Outcome<Answer> = await connection.request<Answer>(method, params, token);
      if (outcome.kind === 'answer') return outcome.answer;
      const { cause } = outcome;
      if (attempt > 1) throw new Error(vscode.l10n.t('The server ended before it answered.'), { cause });
      if (!(await this.#comesBack())) throw new Error(vscode.l10n.t('The server is not running.'), { cause });
    }
  }

  /** An address as the language client writes it, too: without converters of our own, it takes this. */
  addressOf(uri: vscode.Uri): string {
    return uri.toString();
  }

  /** The server chooses its features once, at its start: start it anew when what decides about them changes. */
  watchSettings(): vscode.Disposable {
    const extensions = (): string => JSON.stringify([hasOtherDockerExtension(), checksJson()]);
    let before = extensions();
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        const decisive = ['migrateToChainguard.languageFeatures', jsonCheckSetting];
        if (decisive.some((setting) => change.affectsConfiguration(setting))) void this.restart();
      }),
      vscode.extensions.onDidChange(() => {
        if (before === extensions()) return;
        before = extensions();
        void this.restart();
      }),
    );
  }

  async #migrate(document: vscode.TextDocument, strategy: Strategy | undefined, decisions: Decisions | undefined): Promise<MigrateResult> {
    const wishes = { ...(strategy !== undefined && { strategy }), ...(decisions !== undefined && { decisions }) };
    if (vscode.languages.match(this.#served, document) === 0) {
      const version = document.version;
      const params: MigrateTextParams = { uri: this.addressOf(document.uri), text: document.getText(), ...wishes };
      return { ...(await this.request<MigrateResult>(migrateTextMethod, params)), version };
    }
    const params: MigrateParams = { textDocument: { uri: this.addressOf(document.uri), version: document.version }, ...wishes };
    return await this.request<MigrateResult>(migrateMethod, params);
  }

  async #connected(): Promise<ServerConnection> {
    if (this.#connection === undefined) throw new Error(vscode.l10n.t('The server is not running.'));
    return await this.#connection;
  }

  async #comesBack(): Promise<boolean> {
    if (this.#ended) return false;
    return await new Promise((resolve) => {
      const listener = this.onDidChangeRunning((runs) => {
        listener.dispose();
        resolve(runs);
      });
    });
  }

  #tellRunning(runs: boolean): void {
    this.#ended = !runs;
    this.#runningChanged.fire(runs);
  }

  /** Once: people cannot do anything about the next time either, and the log has them all. */
  #tellRestart(): void {
    if (this.#toldRestart) return;
    this.#toldRestart = true;
    const show = vscode.l10n.t('Show Output');
    const message = vscode.l10n.t('Migrate to Chainguard: the server ended by itself and was started again. Nothing is lost.');
    void vscode.window.showWarningMessage(message, show).then((choice) => {
      if (choice === show) this.#output.show();
      return undefined;
    });
  }

  #offerHelp(message: string): void {
    const restart = vscode.l10n.t('Restart Server');
    const show = vscode.l10n.t('Show Output');
    void vscode.window.showErrorMessage(message, restart, show).then((choice) => {
      if (choice === restart) return this.restart();
      if (choice === show) this.#output.show();
      return undefined;
    });
  }
}

/** Files that people edit; neither the old side of a Git diff nor our own preview. Of others the server knows only what a question tells it. */
function servedDocuments(): { language: string; scheme: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set(['file', 'untitled', ...folders.map((folder) => folder.uri.scheme)]);
  return [...schemes].map((scheme) => ({ language: 'dockerfile', scheme }));
}
