/** A language client with its server. The one place that knows the language client, which is most of the client's code. */
import { type CancellationToken, l10n, type LogOutputChannel, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  ConnectionError,
  ErrorCodes,
  type LanguageClientOptions,
  ResponseError,
  RevealOutputChannelOn,
  State,
  WorkDoneProgress,
} from 'vscode-languageclient';
import type { InitializationOptions, StatusMethod, StatusParams } from '../../server/src/protocol.ts';
import { checksJson } from './json-editor.ts';
import { hasOtherDockerExtension } from './other-extensions.ts';
import { serveFiles } from './project-files.ts';
import { rulePagesAddress } from './rule-pages/rule-pages.ts';
import { createErrorHandler, type ServerFailures } from './server-errors.ts';
import type { ServerState } from './status/server-status.ts';

const statusMethod: StatusMethod = 'migrateToChainguard/status';

export interface ConnectionOptions extends ServerFailures {
  /** The documents that the server is told of. */
  readonly documents: readonly { readonly language: string; readonly scheme: string }[];
  readonly output: LogOutputChannel;
  /** What to say about the server; also when it ended by itself and comes back. */
  readonly changed: (state: ServerState) => void;
  /** It runs now (true), or did not start (false). */
  readonly running: (runs: boolean) => void;
}

/** Makes a client with a server of its own, which runs once the client is started. */
export type ClientFactory = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** An answer, or the end of the server in the middle of the question. */
export type Outcome<Answer> = { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'lost'; readonly cause: unknown };

export class ServerConnection {
  readonly #client: BaseLanguageClient;

  constructor(newClient: ClientFactory, { documents, output, changed, running, restarted, gaveUp }: ConnectionOptions) {
    const client = newClient('migrateToChainguard', 'Migrate to Chainguard', {
      documentSelector: [...documents],
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true },
      initializationOptions: initializationOptions(),
      errorHandler: createErrorHandler(output, { restarted, gaveUp }),
    });
    serveFiles(client);
    client.onNotification(statusMethod, (params: StatusParams) => changed(params));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) changed({ state: 'starting', message: '' });
      if (newState === State.Running) changed({ state: 'ready', message: '' });
      if (newState === State.Running || newState === State.StartFailed) running(newState === State.Running);
    });
    this.#client = client;
  }

  /** Rejects when the server does not start. */
  async start(): Promise<void> {
    await this.#client.start();
  }

  async stop(): Promise<void> {
    if (this.#client.needsStop()) await this.#client.stop();
    await this.#client.dispose();
  }

  /** Waits for the server's start. Rejects with the server's error. */
  async request<Answer>(method: string, params: unknown, token: CancellationToken | undefined): Promise<Outcome<Answer>> {
    try {
      // A token that is undefined would go over the wire as a second parameter, in the place of the server's own token.
      const answer = await (token === undefined
        ? this.#client.sendRequest<Answer>(method, params)
        : this.#client.sendRequest<Answer>(method, params, token));
      return { kind: 'answer', answer };
    } catch (error) {
      if (isConnectionLoss(error)) return { kind: 'lost', cause: error };
      throw error;
    }
  }

  /** For what takes long: `report` gets what the server says meanwhile about `workDoneToken`. Rejects with the server's error. */
  async requestWithProgress<Answer>(
    method: string,
    params: { readonly workDoneToken: string },
    report: (message: string) => void,
    token: CancellationToken,
  ): Promise<Answer> {
    const listener = this.#client.onProgress(WorkDoneProgress.type, params.workDoneToken, (value) => {
      if (value.kind === 'report' && value.message !== undefined) report(value.message);
    });
    try {
      return await this.#client.sendRequest<Answer>(method, params, token);
    } finally {
      listener.dispose();
    }
  }
}

/** The end of the server in the middle of a question. Not when the server was not running in the first place. */
function isConnectionLoss(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected);
}

function initializationOptions(): InitializationOptions {
  const languageFeatures = workspace.getConfiguration('migrateToChainguard').get<'auto' | 'on' | 'off'>('languageFeatures', 'auto');
  return {
    languageFeatures,
    otherDockerExtension: hasOtherDockerExtension(),
    readsFiles: true,
    checksJson: checksJson(),
    ...(l10n.bundle !== undefined && { messages: l10n.bundle }),
    commands: ['migrateToChainguard.migrate', 'migrateToChainguard.switchOffRule'],
    rulePages: rulePagesAddress,
  };
}
