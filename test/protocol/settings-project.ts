/** A server on folders with settings files. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, Diagnostic, LogMessageParams, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import type { MigrateMethod, MigrateResult } from '../../server/src/protocol.ts';
import { pullingClient, type Server, type ServerOptions, startServer } from './server-process.ts';

export const NAME = '.migrate-to-chainguard.json';
const migrateMethod: MigrateMethod = 'migrateToChainguard/migrate';
const configuring: ClientCapabilities = { ...pullingClient, workspace: { ...pullingClient.workspace, configuration: true } };

export interface Project {
  readonly server: Server;
  /** Address of a file of the first folder. */
  readonly uri: (path: string) => string;
  readonly write: (path: string, text: string | Uint8Array) => void;
  readonly remove: (path: string) => void;
  /** As a client that watches files tells it. */
  readonly changed: (path: string, type: 1 | 2 | 3) => Promise<void>;
  /** The next diagnostics that the server sends for a file. */
  readonly published: (path: string) => Promise<readonly Diagnostic[]>;
  readonly migrate: (path: string) => Promise<MigrateResult>;
  readonly warnings: readonly string[];
  /** What the client was asked to watch, once there are so many globs. */
  readonly registered: (count: number) => Promise<readonly unknown[]>;
}

interface Registrations {
  readonly registrations: readonly { readonly registerOptions?: { readonly watchers?: readonly { readonly globPattern: unknown }[] } }[];
}

export async function project(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: ServerOptions & { readonly folderNames?: readonly string[]; readonly settings?: (scope: string) => unknown } = {},
): Promise<Project> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'settings-')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const uri = (path: string): string => pathToFileURL(join(root, path)).href;
  const folders = (options.folderNames ?? ['']).map((name) => ({ uri: uri(name).replace(/\/$/, ''), name }));
  const server = await startServer({ folders, capabilities: configuring, ...options });
  const warnings: string[] = [];
  server.connection.onNotification('window/logMessage', ({ type, message }: LogMessageParams) => {
    if (type <= 2) warnings.push(message);
  });
  server.connection.onRequest('workspace/configuration', ({ items }: { items: readonly { scopeUri: string }[] }) =>
    items.map(({ scopeUri }) => options.settings?.(scopeUri) ?? {}),
  );
  const arrived: PublishDiagnosticsParams[] = [];
  let arrival = (): void => {};
  server.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    arrived.push(params);
    arrival();
  });
  const globs: unknown[] = [];
  let registration = (): void => {};
  server.connection.onRequest('client/registerCapability', ({ registrations }: Registrations) => {
    for (const { registerOptions } of registrations) globs.push(...(registerOptions?.watchers ?? []).map(({ globPattern }) => globPattern));
    registration();
    return null;
  });
  return {
    server,
    uri,
    registered: async (count) => {
      while (globs.length < count)
        await new Promise<void>((resolve) => {
          registration = resolve;
        });
      return globs;
    },
    write,
    warnings,
    remove: (path) => rmSync(join(root, path)),
    changed: (path, type) => server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(path), type }] }),
    published: async (path) => {
      for (;;) {
        const index = arrived.findIndex((params) => params.uri === uri(path));
        if (index >= 0) return arrived.splice(index, 1)[0]?.diagnostics ?? [];
        await new Promise<void>((resolve) => {
          arrival = resolve;
        });
      }
    },
    migrate: (path) => server.connection.sendRequest(migrateMethod, { textDocument: { uri: uri(path), version: 1 } }),
  };
}
