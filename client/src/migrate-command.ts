/** **Migrate to Chainguard**: the document at hand, shown as a diff, or changed at once when the caller says so. */
import * as vscode from 'vscode';
import type { MigrateResult, Strategy } from '../../server/src/protocol.ts';
import { applyMigration } from './apply-migration.ts';
import type { Parts } from './commands.ts';
import type { LanguageServer } from './language-server.ts';
import { previewScheme } from './virtual-documents.ts';

/** What other extensions, key bindings and tests may hand to the command. Menus hand over the resource. */
interface Argument {
  readonly uri?: vscode.Uri;
  readonly strategy?: Strategy;
  /** Change the document without a preview. */
  readonly apply?: boolean;
}

export interface Outcome {
  readonly applied: boolean;
  readonly result: MigrateResult;
}

/** How often the server is asked again when the document changes between its answer and the edit. */
const maximumAttempts = 3;

/** @returns undefined when there is no Dockerfile or the server failed; the user has been told. */
export async function migrate({ server, preview, output }: Parts, raw: unknown): Promise<Outcome | undefined> {
  const argument = readArgument(raw);
  const document = await documentToMigrate(argument.uri);
  if (document === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile to migrate it to Chainguard.'));
    return undefined;
  }
  try {
    if (argument.apply === true) return await migrateAtOnce(server, document, argument.strategy);
    const result = await server.migrate(document, argument.strategy, {});
    await preview.show(document, result, argument.strategy);
    return { applied: false, result };
  } catch (error) {
    output.error(`Migration of ${document.uri.toString(true)} failed: ${String(error)}`);
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('Migrate to Chainguard: {0}', reason));
    return undefined;
  }
}

async function migrateAtOnce(server: LanguageServer, document: vscode.TextDocument, strategy: Strategy | undefined): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const result = await server.migrate(document, strategy);
    if (result.status !== 'migrated') return { applied: false, result };
    const applied = await applyMigration(document, result);
    if (applied || attempt >= maximumAttempts) return { applied, result };
  }
}

async function documentToMigrate(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  const meant = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (meant === undefined) return undefined;
  // Who is in the converted text of a preview means the file that it was made of.
  const document = await vscode.workspace.openTextDocument(meant.scheme === previewScheme ? vscode.Uri.parse(meant.query, true) : meant);
  return document.languageId === 'dockerfile' ? document : undefined;
}

function readArgument(raw: unknown): Argument {
  if (raw instanceof vscode.Uri) return { uri: raw };
  if (typeof raw !== 'object' || raw === null) return {};
  // Lenses come from the server, which knows addresses as text.
  return 'uri' in raw && typeof raw.uri === 'string' ? { ...raw, uri: vscode.Uri.parse(raw.uri) } : raw;
}
