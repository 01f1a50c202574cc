/** `migrateToChainguard/migrate`: the whole document converted, as text, as edits of one version, and explained. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { MigrateMethod, MigrateParams, MigrateResult } from '../protocol.ts';
import type { Documents } from './documents.ts';
import { toTextEdits } from './edits.ts';
import { reportMarkdown, strategyName } from './report-markdown.ts';

export const migrateMethod: MigrateMethod = 'migrateToChainguard/migrate';

/** Rejects with ContentModified when the document is not open or has another version than the caller's. */
export async function migrateDocument(documents: Documents, params: MigrateParams, token: CancellationToken): Promise<MigrateResult> {
  const { uri, version } = params.textDocument;
  const document = documents.snapshot(uri);
  if (document === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open.`);
  if (document.version !== version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is at version ${document.version}, not ${version}.`);
  }
  const migration = await documents.migrate(document, params.strategy, token);
  return {
    status: migration.status,
    text: migration.text,
    strategy: strategyName(migration.strategy),
    reason: migration.reason ?? '',
    edits: toTextEdits(document, migration.edits),
    version,
    report: migration.report.map(({ rule, line, action, message }) => ({ rule, line, action, message })),
    reportMarkdown: reportMarkdown(migration),
  };
}
