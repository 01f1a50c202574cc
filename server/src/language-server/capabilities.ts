/** What the client can do, and what the server offers it. */
import { type CompletionOptions, type InitializeParams, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';
import { applyEditCommand } from './action-commands.ts';
import { codeActionKinds } from './code-actions.ts';
import { clientCommand, type MigrateCommand, serverCommand } from './migrate-command.ts';
import { switchOffCommand } from './silencing-actions.ts';
import { generalCapabilities } from './general-features.ts';
import { ownSection } from './settings.ts';
import { ownCapabilities } from './shared-features.ts';

export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly answersConfiguration: boolean;
  readonly notifiesConfiguration: boolean;
  readonly watchesFiles: boolean;
  /** Also outside the workspace. */
  readonly watchesFolders: boolean;
  /** The client can switch rules off in a person's settings. */
  readonly switchesOffRules: boolean;
  /** Faults of JSON in open documents are told by somebody else. */
  readonly checksJson: boolean;
  /** Further documents may be asked for: those of settings files. */
  readonly syncsOnRequest: boolean;
  readonly versionedEdits: boolean;
  readonly changeAnnotations: boolean;
  readonly workspaceFolders: boolean;
  /** Code actions are more than commands. */
  readonly actionLiterals: boolean;
  /** The server may ask for changes of documents. */
  readonly appliesEdits: boolean;
  readonly refreshesCodeLenses: boolean;
  /** What a lens that offers a migration calls; undefined where nothing can be called. */
  readonly migrateCommand: MigrateCommand | undefined;
  /** In front of a rule's id, the address of the rule's page; undefined where the client shows none. */
  readonly rulePages: string | undefined;
  /** Whether features that are not about migration are wanted at all. */
  readonly generalFeatures: boolean;
  /** Whether the server may look at files through the client. */
  readonly readsFiles: boolean;
}

export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { workspace, textDocument } = capabilities;
  const options = readInitializationOptions(initializationOptions);
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    answersConfiguration: workspace?.configuration ?? false,
    notifiesConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    watchesFolders:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true && workspace.didChangeWatchedFiles.relativePatternSupport === true,
    switchesOffRules: (readInitializationOptions(initializationOptions).commands ?? []).includes(switchOffCommand),
    checksJson: options.checksJson === true,
    syncsOnRequest: textDocument?.synchronization?.dynamicRegistration ?? false,
    versionedEdits: workspace?.workspaceEdit?.documentChanges ?? false,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    actionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    appliesEdits: workspace?.applyEdit ?? false,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport ?? false,
    migrateCommand: migrateCommand(options, workspace?.applyEdit ?? false),
    rulePages: options.rulePages,
    generalFeatures: wantsGeneralFeatures(options),
    readsFiles: options.readsFiles === true,
  };
}

export function serverCapabilities(client: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: client.actionLiterals ? { codeActionKinds: [...codeActionKinds] } : true,
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'migrate-to-chainguard', interFileDependencies: true, workspaceDiagnostics: false },
    }),
    ...(client.workspaceFolders && { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }),
    ...ownCapabilities,
    ...(client.migrateCommand && { codeLensProvider: {} }),
    ...executeCommands(client),
    ...(client.generalFeatures && { ...generalCapabilities, completionProvider: completionOfBoth() }),
  };
}

function executeCommands({
  migrateCommand: command,
  actionLiterals,
  appliesEdits,
}: ClientFeatures): Pick<ServerCapabilities, 'executeCommandProvider'> {
  const commands = [...(command === serverCommand ? [serverCommand] : []), ...(!actionLiterals && appliesEdits ? [applyEditCommand] : [])];
  return commands.length === 0 ? {} : { executeCommandProvider: { commands } };
}

function completionOfBoth(): CompletionOptions {
  const { completionProvider: own } = ownCapabilities;
  const { completionProvider: general } = generalCapabilities;
  return { ...general, triggerCharacters: [...new Set([...(own?.triggerCharacters ?? []), ...(general?.triggerCharacters ?? [])])] };
}

/** A client with a preview of its own is asked for it; for others the server changes the document. */
function migrateCommand({ commands = [] }: InitializationOptions, appliesEdits: boolean): MigrateCommand | undefined {
  if (commands.includes(clientCommand)) return clientCommand;
  return appliesEdits ? serverCommand : undefined;
}

function wantsGeneralFeatures({ languageFeatures = 'auto', otherDockerExtension = false }: InitializationOptions): boolean {
  return languageFeatures === 'on' || (languageFeatures === 'auto' && !otherDockerExtension);
}

function readInitializationOptions(options: unknown): InitializationOptions {
  const raw = ownSection(options);
  if (typeof raw !== 'object' || raw === null) return {};
  const { languageFeatures, otherDockerExtension, commands, readsFiles, checksJson, rulePages } = raw as Record<string, unknown>;
  return {
    ...((languageFeatures === 'on' || languageFeatures === 'off') && { languageFeatures }),
    otherDockerExtension: otherDockerExtension === true,
    readsFiles: readsFiles === true,
    checksJson: checksJson === true,
    ...(Array.isArray(commands) && { commands: commands.filter((command) => typeof command === 'string') }),
    ...(typeof rulePages === 'string' && { rulePages }),
  };
}
