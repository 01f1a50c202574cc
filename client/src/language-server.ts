/** The server, a process or a worker: started with the extension, restarted on request, asked for migrations. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, RevealOutputChannelOn, State, WorkDoneProgress } from 'vscode-languageclient';
import type {
  Decisions,
  InitializationOptions,
  MigrateMethod,
  MigrateParams,
  MigrateResult,
  MigrateTextMethod,
  MigrateTextParams,
  StatusMethod,
  StatusParams,
  Strategy,
  VerifyMethod,
  VerifyParams,
  VerifyResult,
} from '../../server/src/protocol.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { checksJson, jsonCheckSetting } from './json-editor.ts';
import { hasOtherDockerExtension } from './other-extensions.ts';
import { serveFiles } from './project-files.ts';
import { rulePagesAddress } from './rule-pages/rule-pages.ts';
import { createErrorHandler } from './server-errors.ts';
import type { Status } from './status/server-status.ts';

const migrateMethod: MigrateMethod = 'migrateToChainguard/migrate';
const migrateTextMethod: MigrateTextMethod = 'migrateToChainguard/migrateText';
const verifyMethod: VerifyMethod = 'migrateToChainguard/verify';
const maximumAttempts = 3;
const statusMethod: StatusMethod = 'migrateToChainguard/status';

/** Makes a client with a server of its own, which runs once the client is started. */
export type ClientFactory = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export class LanguageServer {
  readonly #newClient: ClientFactory;
  readonly #output: vscode.LogOutputChannel;
  readonly #status: Status;
  #client: BaseLanguageClient | undefined;
  #toldRestart = false;
  /** It does not come back by itself. */
  #ended = false;
  /** The documents that the server is told of. */
  #served = servedDocuments();
  readonly #runningChanged = new vscode.EventEmitter<boolean>();
  /** The server runs (true), also after it ended by itself or was started anew; or it does not come back until a person starts it (false). */
  readonly onDidChangeRunning = this.#runningChanged.event;

  constructor(newClient: ClientFactory, output: vscode.LogOutputChannel, status: Status) {
    this.#newClient = newClient;
    this.#output = output;
    this.#status = status;
  }

  /** Never rejects: a server that does not start is said once, with a way to the log. */
  async start(): Promise<void> {
    const client = this.#createClient();
    this.#client = client;
    this.#ended = false;
    serveFiles(client);
    client.onNotification(statusMethod, (params: StatusParams) => this.#status.show(params));
    // Also when the server ended by itself and comes back.
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) this.#status.show({ state: 'starting', message: '' });
      if (newState === State.Running) this.#status.show({ state: 'ready', message: '' });
      if (this.#client !== client) return;
      if (newState === State.Running) this.#tellRunning(true);
      if (newState === State.StartFailed) this.#tellRunning(false);
    });
    try {
      await client.start();
    } catch (error) {
      this.#output.error(`The server did not start: ${String(error)}`);
      this.#status.show({ state: 'failed', message: vscode.l10n.t('The server did not start.') });
      this.#offerHelp(vscode.l10n.t('Migrate to Chainguard: the server did not start.'));
    }
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#tellRunning(false);
    if (client?.needsStop() === true) await client.stop();
    await client?.dispose();
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
    const client = this.#client;
    if (client === undefined) throw new Error(vscode.l10n.t('The server is not running.'));
    const workDoneToken = `verify-${Date.now()}`;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === 'report' && value.message !== undefined) report(value.message);
    });
    try {
      const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri), version: document.version };
      const params: VerifyParams = { textDocument, workDoneToken, ...options };
      return await client.sendRequest<VerifyResult>(verifyMethod, params, token);
    } finally {
      listener.dispose();
    }
  }

  /** Sends a request of our own. Rejects when there is no server, or with the server's error. */
  async request<Answer>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<Answer> {
    // A token that is undefined would count as a parameter.
    return await this.#ask((client) =>
      token === undefined ? client.sendRequest<Answer>(method, params) : client.sendRequest<Answer>(method, params, token),
    );
  }

  /** An address as the protocol writes it: not always as `Uri.toString` does. */
  addressOf(uri: vscode.Uri): string {
    return this.#client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
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
    return await this.#ask((client) => {
      const uri = client.code2ProtocolConverter.asUri(document.uri);
      const params: MigrateParams = { textDocument: { uri, version: document.version }, ...wishes };
      return client.sendRequest<MigrateResult>(migrateMethod, params);
    });
  }

  /** A server that ends before it answers is asked once more when it is back: the question itself may be what ended it. */
  async #ask<Answer>(send: (client: BaseLanguageClient) => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      if (this.#client === undefined) throw new Error(vscode.l10n.t('The server is not running.'));
      try {
        return await send(this.#client);
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        if (attempt > 1) throw new Error(vscode.l10n.t('The server ended before it answered.'), { cause: error });
        if (!(await this.#comesBack())) throw new Error(vscode.l10n.t('The server is not running.'), { cause: error });
      }
    }
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

  #createClient(): BaseLanguageClient {
    this.#served = servedDocuments();
    return this.#newClient('migrateToChainguard', 'Migrate to Chainguard', {
      documentSelector: this.#served,
      outputChannel: this.#output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true },
      initializationOptions: initializationOptions(),
      errorHandler: createErrorHandler(this.#output, {
        restarted: () => this.#tellRestart(),
        gaveUp: (message) => {
          this.#tellRunning(false);
          this.#status.show({ state: 'failed', message });
          this.#offerHelp(message);
        },
      }),
    });
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

function initializationOptions(): InitializationOptions {
  const languageFeatures = vscode.workspace.getConfiguration('migrateToChainguard').get<'auto' | 'on' | 'off'>('languageFeatures', 'auto');
  return {
    languageFeatures,
    otherDockerExtension: hasOtherDockerExtension(),
    readsFiles: true,
    checksJson: checksJson(),
    ...(vscode.l10n.bundle !== undefined && { messages: vscode.l10n.bundle }),
    commands: ['migrateToChainguard.migrate', 'migrateToChainguard.switchOffRule'],
    rulePages: rulePagesAddress,
  };
}
