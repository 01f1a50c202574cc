/** Wires a connection to the features. One file per feature; this one only says who answers what. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MigrateParams, MigrateResult } from '../protocol.ts';
import { type ClientFeatures, clientFeatures, serverCapabilities } from './capabilities.ts';
import { codeActions } from './code-actions.ts';
import { diagnosticReport } from './diagnostics.ts';
import { Documents, throwIfCancelled } from './documents.ts';
import type { Engine } from './engine.ts';
import { serveGeneralFeatures } from './general-features.ts';
import { createGuard, type Guard } from './guard.ts';
import { migrateDocument, migrateMethod } from './migrate-request.ts';
import { createPushedDiagnostics } from './pushed-diagnostics.ts';
import { createSettingsReader } from './settings.ts';
import { serveSharedFeatures } from './shared-features.ts';
import { type FolderReaders, Workspace } from './workspace.ts';

/** What differs between Node and the browser. */
export interface Environment {
  readonly engine: Engine;
  readonly folderReaders: FolderReaders;
  readonly version: string;
}

/** Everything around a Dockerfile that may change what is said about it. node_modules is left to the client's own exclusions. */
const watchedFiles = '**/*';

/** Answers on the connection until it closes. */
export function startServer(connection: Connection, environment: Environment): void {
  connection.onInitialize((params): InitializeResult => {
    const client = clientFeatures(params);
    serve(connection, environment, params, client);
    return {
      serverInfo: { name: 'Migrate to Chainguard', version: environment.version },
      capabilities: serverCapabilities(client),
    };
  });
  connection.listen();
}

function serve(connection: Connection, { engine, folderReaders }: Environment, params: InitializeParams, client: ClientFeatures): void {
  const open = new TextDocuments(TextDocument);
  const guard = createGuard(connection);
  const settings = createSettingsReader(connection, client.answersConfiguration, params.initializationOptions);
  const workspace = new Workspace(folderReaders, params.workspaceFolders ?? []);
  const documents = new Documents(open, engine, settings, workspace);
  const pushed = client.pullsDiagnostics
    ? undefined
    : createPushedDiagnostics(connection, documents, (error) =>
        connection.console.error(`Diagnostics could not be sent: ${String(error)}`),
      );

  const everythingChanged = (): void => {
    documents.forgetFindings();
    pushed?.everythingChanged();
    if (client.pullsDiagnostics && client.refreshesDiagnostics) {
      void guard('Refreshing diagnostics', undefined, () => connection.languages.diagnostics.refresh());
    }
  };

  open.onDidChangeContent(({ document }) => {
    // Nobody tells when a file around it changes: read them anew with each version.
    if (!client.watchesFiles) workspace.forgetFiles();
    pushed?.documentChanged(document.uri);
  });
  open.onDidClose(({ document }) => {
    documents.close(document.uri);
    pushed?.documentClosed(document.uri);
  });
  connection.onDidChangeConfiguration((change) => {
    settings.changed(change.settings);
    everythingChanged();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const concerned = changes.map(({ uri, type }) => workspace.fileChanged(uri, type !== FileChangeType.Changed));
    if (concerned.includes(true)) everythingChanged();
  });
  connection.onInitialized(() => register(connection, client, workspace, guard, everythingChanged));

  connection.onCodeAction((request, token) =>
    guard('Code actions', [], async () => {
      const actions = await codeActions(documents, request, client.versionedEdits, token);
      throwIfCancelled(token);
      return actions;
    }),
  );
  connection.onRequest(
    migrateMethod,
    (request: MigrateParams, token): Promise<MigrateResult> => migrateDocument(documents, request, token),
  );
  if (client.pullsDiagnostics) {
    connection.languages.diagnostics.on(({ textDocument }, token) =>
      guard('Diagnostics', { kind: 'full', items: [] }, async () => {
        const report = await diagnosticReport(documents, textDocument.uri);
        throwIfCancelled(token);
        return report;
      }),
    );
  }
  const general = client.generalFeatures ? serveGeneralFeatures(connection, documents, params.capabilities, guard) : undefined;
  serveSharedFeatures(connection, documents, params.capabilities, general, guard);
  open.listen(connection);
}

/** Asks the client for the notifications that can only be had after initialization. */
function register(connection: Connection, client: ClientFeatures, workspace: Workspace, guard: Guard, everythingChanged: () => void): void {
  if (client.notifiesConfiguration) {
    void guard('Registration', undefined, async () => {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'migrateToChainguard' });
    });
  }
  if (client.watchesFiles) {
    void guard('Registration', undefined, async () => {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watchedFiles }] });
    });
  }
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      workspace.changeFolders(added, removed);
      everythingChanged();
    });
  }
}
