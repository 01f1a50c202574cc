/** The built server as any editor starts it: `node dist/server.js --stdio`, with a JSON-RPC connection to it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  LogMessageParams,
  PublishDiagnosticsParams,
  WorkspaceFolder,
} from 'vscode-languageserver-protocol';
import {
  createMessageConnection,
  type MessageConnection,
  MessageType,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** A server must not outlive its test, however that ends: a failed assertion, a server that hangs, a time limit. */
const running = new Set<ChildProcessWithoutNullStreams>();
const killRunning = (): void => {
  for (const server of running) server.kill('SIGKILL');
};
afterEach(killRunning);
process.on('exit', killRunning);
process.once('SIGTERM', () => process.exit(143));

const bundle = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

export interface ServerOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folders?: readonly WorkspaceFolder[];
  readonly initializationOptions?: unknown;
}

export interface Server {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  open(uri: string, text: string, version?: number): Promise<void>;
  /** Replaces the whole text. */
  change(uri: string, text: string, version: number): Promise<void>;
  pull(uri: string): Promise<readonly Diagnostic[]>;
  /** Diagnostics that the server sends by itself for a version of a document. */
  pushed(uri: string, version: number): Promise<readonly Diagnostic[]>;
  /** Shuts down as the protocol wants it and returns the exit code. */
  stop(): Promise<number | null>;
}

/** A client that pulls diagnostics and understands versioned edits, like VS Code. */
export const pullingClient: ClientCapabilities = {
  textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  workspace: { workspaceEdit: { documentChanges: true } },
};

export async function startServer({ capabilities = pullingClient, folders, initializationOptions }: ServerOptions = {}): Promise<Server> {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: 'pipe' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Map<string, (params: PublishDiagnosticsParams) => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    const key = `${params.uri}#${params.version ?? ''}`;
    published.set(key, params);
    waiting.get(key)?.(params);
  });
  // What the server could not do is said in its log alone: beside a failing test it says why.
  connection.onNotification('window/logMessage', ({ type, message }: LogMessageParams) => {
    if (type === MessageType.Error) process.stderr.write(`server: ${message}\n`);
  });
  connection.listen();
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += String(data);
  });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The server ended with ${code}.\n${said}`)));
  const initialize: Promise<InitializeResult> = connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions,
    workspaceFolders: folders ?? null,
  });
  const initialized = await Promise.race([initialize, ended]);
  ended.catch(() => {});
  await connection.sendNotification('initialized', {});
  return {
    process: child,
    connection,
    initialized,
    open: (uri, text, version = 1) =>
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'dockerfile', version, text } }),
    change: (uri, text, version) =>
      connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] }),
    async pull(uri) {
      const report: { items: readonly Diagnostic[] } = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      return report.items;
    },
    async pushed(uri, version) {
      const key = `${uri}#${version}`;
      const params = published.get(key) ?? (await new Promise<PublishDiagnosticsParams>((resolve) => waiting.set(key, resolve)));
      return params.diagnostics;
    },
    async stop() {
      await connection.sendRequest('shutdown');
      const exited = once(child, 'exit');
      await connection.sendNotification('exit');
      const [code]: (number | null)[] = await exited;
      connection.dispose();
      return code ?? null;
    },
  };
}
