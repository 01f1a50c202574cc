/** Wires a connection to the features. One file per feature; this one only says who answers what. */
import {
  BulkRegistration,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ErrorCodes,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isSettingsFile, SETTINGS_FILE_NAME } from '../configuration/index.ts';
import type { MigrateParams, MigrateResult, VerifyParams, VerifyResult } from '../protocol.ts';
import { type ClientFeatures, clientFeatures, serverCapabilities } from './capabilities.ts';
import { applyEditCommand, executeApplyEdit, toCommands } from './action-commands.ts';
import { codeActions } from './code-actions.ts';
import { codeLenses } from './code-lens.ts';
import { diagnosticReport } from './diagnostics.ts';
import { type RefreshedIndexReader, SettingsOfDocuments } from './document-settings.ts';
import { Documents, throwIfCancelled } from './documents.ts';
import type { Engine } from './engine.ts';
import { createClientFolderReader } from './folder-reader.client.ts';
import { serveGeneralFeatures } from './general-features.ts';
import { createGuard, type Guard } from './guard.ts';
import { useLanguageOf } from './localization.ts';
import { executeMigrateCommand } from './migrate-command.ts';
import { migrateDocument, migrateMethod } from './migrate-request.ts';
import { serveOwnRequests } from './own-requests.ts';
import { createPushedDiagnostics } from './pushed-diagnostics.ts';
import { SettingsFiles } from './repository-settings.ts';
import { createSettingsReader } from './settings.ts';
import { serveSharedFeatures } from './shared-features.ts';
import { type Verifier, verifyDocument, verifyMethod } from './verify-request.ts';
import { type FolderReaders, Workspace } from './workspace.ts';

/** What differs between Node and the browser. */
export interface Environment {
  readonly engine: Engine;
  /** Reads the folders that it can reach by itself. */
  readonly folderReaders: FolderReaders;
  readonly version: string;
  /** Absent where there is no machine on which a list could have been fetched. */
  readonly refreshedIndex?: RefreshedIndexReader;
  /** Absent where no Docker can be called. */
  readonly verifier?: Verifier;
}

/** Everything around a Dockerfile that may change what is said about it. node_modules is left to the client's own exclusions. */
const watchedFiles = '**/*';

/**
 * Registered by themselves: a client's own document selector would ask for hover, formatting and all else in these files, too. Without
 * schemes of version control: the old side of a diff is nobody's settings.
 */
const settingsFileDocuments = ['file', 'untitled', 'vscode-vfs', 'vscode-test-web'].map((scheme) => ({
  scheme,
  pattern: `**/${SETTINGS_FILE_NAME}`,
}));

const noRefreshedIndex: RefreshedIndexReader = () => Promise.resolve({ problem: 'There is none here.' });

/** Answers on the connection until it closes. */
export function startServer(connection: Connection, environment: Environment): void {
  let initialized = false;
  // Everything that nobody else answers.
  connection.onRequest((method) => {
    if (!initialized) throw new ResponseError(ErrorCodes.ServerNotInitialized, `${method} came before initialize.`);
    throw new ResponseError(ErrorCodes.MethodNotFound, `There is no method ${method}.`);
  });
  connection.onInitialize((params): InitializeResult => {
    if (initialized) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    initialized = true;
    useLanguageOf(params.initializationOptions);
    const client = clientFeatures(params);
    serve(connection, environment, params, client);
    return {
      serverInfo: { name: 'Migrate to Chainguard', version: environment.version },
      capabilities: serverCapabilities(client),
    };
  });
  connection.listen();
}

function serve(connection: Connection, environment: Environment, params: InitializeParams, client: ClientFeatures): void {
  const open = new TextDocuments(TextDocument);
  const guard = createGuard(connection);
  const settings = createSettingsReader(connection, client.answersConfiguration, params.initializationOptions);
  const readerOf: FolderReaders = (folder) =>
    environment.folderReaders(folder) ?? (client.readsFiles ? createClientFolderReader(connection, folder) : undefined);
  const workspace = new Workspace(readerOf, params.workspaceFolders ?? []);
  const failed = (error: unknown): void => connection.console.error(`Diagnostics could not be sent: ${String(error)}`);
  const settingsFiles = new SettingsFiles(connection, workspace, client.checksJson, failed, (folder) => {
    if (client.watchesFolders) watchSettingsFile(connection, folder, guard);
  });
  const settingsOf = new SettingsOfDocuments(settings, settingsFiles, environment.refreshedIndex ?? noRefreshedIndex, (message) =>
    connection.console.warn(message),
  );
  const documents = new Documents(open, environment.engine, settingsOf, workspace, client.rulePages);
  const pushed = client.pullsDiagnostics ? undefined : createPushedDiagnostics(connection, documents, failed);

  const everythingChanged = (): void => {
    documents.forgetFindings();
    pushed?.everythingChanged();
    if (client.pullsDiagnostics && client.refreshesDiagnostics) {
      void guard('Refreshing diagnostics', undefined, () => connection.languages.diagnostics.refresh());
    }
    if (client.migrateCommand && client.refreshesCodeLenses) {
      void guard('Refreshing code lenses', undefined, () => connection.sendRequest(CodeLensRefreshRequest.type));
    }
  };

  open.onDidChangeContent(({ document }) => {
    // Nobody tells when a file around it changes: read them anew with each version.
    if (!client.watchesFiles) workspace.forgetFiles();
    if (isSettingsFile(document.uri)) {
      if (settingsFiles.documentChanged(document)) everythingChanged();
      return;
    }
    pushed?.documentChanged(document.uri);
  });
  // Above the workspace nobody tells when a settings file changes.
  const readOutsideAnew = (): void => {
    if (!client.watchesFolders && settingsFiles.forgetOutside()) everythingChanged();
  };
  open.onDidOpen(readOutsideAnew);
  open.onDidSave(readOutsideAnew);
  open.onDidClose(({ document }) => {
    if (isSettingsFile(document.uri)) {
      void guard('Reading settings', undefined, () => settingsFiles.documentClosed(document.uri)).then(everythingChanged);
      // Whoever asks before the file is read must not get what was typed.
      documents.forgetFindings();
      return;
    }
    documents.close(document.uri);
    pushed?.documentClosed(document.uri);
  });
  connection.onDidChangeConfiguration((change) => {
    settings.changed(change.settings);
    settingsOf.forgetIndex();
    everythingChanged();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const concerned = changes.map(({ uri, type }) => workspace.fileChanged(uri, type !== FileChangeType.Changed));
    if (concerned.includes(true)) everythingChanged();
    for (const { uri } of changes) {
      if (isSettingsFile(uri)) void guard('Reading settings', undefined, () => settingsFiles.fileChanged(uri));
    }
  });
  connection.onInitialized(() => register(connection, client, workspace, guard, everythingChanged));

  connection.onCodeAction((request, token) =>
    guard('Code actions', [], async () => {
      const document = documents.snapshot(request.textDocument.uri);
      const actions = await codeActions(documents, request, client, token);
      throwIfCancelled(token);
      if (client.actionLiterals || document === undefined) return actions;
      return toCommands(actions, document, client.appliesEdits);
    }),
  );
  connection.onRequest(
    migrateMethod,
    (request: MigrateParams, token): Promise<MigrateResult> => migrateDocument(documents, request, token),
  );
  const { verifier } = environment;
  if (verifier !== undefined) {
    connection.onRequest(
      verifyMethod,
      (request: VerifyParams, token): Promise<VerifyResult> => verifyDocument(connection, documents, verifier, request, token),
    );
  }
  serveOwnRequests(connection, documents);
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
  const { migrateCommand } = client;
  if (migrateCommand) {
    connection.onCodeLens(({ textDocument: { uri } }, token) =>
      guard('Code lens', [], async () => {
        const lenses = await codeLenses(documents, uri, migrateCommand, token);
        throwIfCancelled(token);
        return lenses;
      }),
    );
  }
  connection.onExecuteCommand((request, token) =>
    guard('The command', null, () =>
      request.command === applyEditCommand
        ? executeApplyEdit(connection, documents, request.arguments?.[0])
        : executeMigrateCommand(connection, documents, request, client.versionedEdits, token),
    ),
  );
  serveSharedFeatures(connection, documents, params.capabilities, general, guard);
  open.listen(connection);
}

/** Tells about the settings file directly in a folder outside the workspace. */
function watchSettingsFile(connection: Connection, folder: string, guard: Guard): void {
  void guard('Registration', undefined, async () => {
    const globPattern = { baseUri: folder, pattern: SETTINGS_FILE_NAME };
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] });
  });
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
  if (client.syncsOnRequest) {
    void guard('Registration', undefined, async () => {
      // In one message, opening last: what is typed between two registrations would be lost, and the server would go on with an old text.
      const all = BulkRegistration.create();
      all.add(DidChangeTextDocumentNotification.type, {
        documentSelector: settingsFileDocuments,
        syncKind: TextDocumentSyncKind.Incremental,
      });
      all.add(DidCloseTextDocumentNotification.type, { documentSelector: settingsFileDocuments });
      all.add(DidOpenTextDocumentNotification.type, { documentSelector: settingsFileDocuments });
      await connection.client.register(all);
    });
  }
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      workspace.changeFolders(added, removed);
      everythingChanged();
    });
  }
}
