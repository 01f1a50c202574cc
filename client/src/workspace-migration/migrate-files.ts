/** Asks the server for the migration of many files. Nothing is changed here. */
import * as vscode from 'vscode';
import type { MigrateResult, MigrateTextMethod, MigrateTextParams, Strategy } from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../language-server.ts';

const migrateTextMethod: MigrateTextMethod = 'migrateToChainguard/migrateText';

/** How many files are on their way at once. */
const concurrency = 4;

export interface FileMigration {
  readonly uri: vscode.Uri;
  /** What was migrated: unsaved changes included. */
  readonly text: string;
  readonly result: MigrateResult;
}

/** A file that could not be read, or on which the server failed. */
export interface FailedFile {
  readonly uri: vscode.Uri;
  readonly error: string;
}

export type FileOutcome = FileMigration | FailedFile;

export interface MigrateFilesOptions {
  readonly strategy: Strategy | undefined;
  readonly token: vscode.CancellationToken;
  /** Called after each file. */
  readonly done: (outcome: FileOutcome) => void;
}

/** One outcome for each file, in the same order; those that were not looked at before a cancellation are missing. A file that fails never stops the rest. */
export async function migrateFiles(
  server: LanguageServer,
  uris: readonly vscode.Uri[],
  { strategy, token, done }: MigrateFilesOptions,
): Promise<readonly FileOutcome[]> {
  const outcomes = new Map<number, FileOutcome>();
  const queue = uris.entries();
  const work = async (): Promise<void> => {
    for (const [index, uri] of queue) {
      if (token.isCancellationRequested) return;
      const outcome = await migrateFile(server, uri, strategy, token);
      outcomes.set(index, outcome);
      done(outcome);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return uris.flatMap((_, index) => outcomes.get(index) ?? []);
}

async function migrateFile(
  server: LanguageServer,
  uri: vscode.Uri,
  strategy: Strategy | undefined,
  token: vscode.CancellationToken,
): Promise<FileOutcome> {
  try {
    // The editor knows the file's encoding, and what has been typed and not been saved.
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const params: MigrateTextParams = { uri: server.addressOf(uri), text, ...(strategy !== undefined && { strategy }) };
    return { uri, text, result: await server.request<MigrateResult>(migrateTextMethod, params, token) };
  } catch (error) {
    return { uri, error: error instanceof Error ? error.message : String(error) };
  }
}

export function isMigrated(outcome: FileOutcome): outcome is FileMigration {
  return 'result' in outcome && outcome.result.status === 'migrated';
}
