/** `migrateToChainguard/migrate`: the whole document converted, as text, as edits of one version, and explained. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Migration } from '../migration/result.ts';
import type { DecisionState, MigrateMethod, MigrateParams, MigrateResult, OutsidePoint, Place } from '../protocol.ts';
import type { Documents, MigratedDocument } from './documents.ts';
import { toTextEdits } from './edits.ts';
import { reportMarkdown, saidOutside, strategyName } from './report-markdown.ts';

export const migrateMethod: MigrateMethod = 'migrateToChainguard/migrate';

/** Rejects with ContentModified when the document is not open or has another version than the caller's. */
export async function migrateDocument(documents: Documents, params: MigrateParams, token: CancellationToken): Promise<MigrateResult> {
  const { uri, version } = params.textDocument;
  const document = documents.snapshot(uri);
  if (document === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open.`);
  if (document.version !== version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is at version ${document.version}, not ${version}.`);
  }
  return toMigrateResult(document, await documents.migrateAsDecided(document, params, token));
}

/** `document`: what was migrated. */
export function toMigrateResult(document: TextDocument, { migration, decisions, uriOf }: MigratedDocument): MigrateResult {
  const elsewhere = saidOutside(migration);
  return {
    status: migration.status,
    text: migration.text,
    strategy: strategyName(migration.strategy),
    reason: migration.reason ?? '',
    edits: toTextEdits(document, migration.edits),
    version: document.version,
    report: migration.report.map((entry) => {
      const { rule, line, action, message } = entry;
      return { rule, line, action, message, ...(elsewhere.has(entry) && { outside: true }) };
    }),
    reportMarkdown: reportMarkdown(migration),
    outside: migration.outside.map((point) => outsidePoint(point, uriOf)),
    nextSteps: migration.nextSteps,
    ...optional(decisions),
  };
}

function optional(decisions: DecisionState | undefined): Pick<MigrateResult, 'decisions'> {
  return decisions === undefined ? {} : { decisions };
}

function outsidePoint({ topic, message, places, command }: Migration['outside'][number], uriOf: (path: string) => string): OutsidePoint {
  return {
    topic,
    message,
    places: places.map(({ path, line }): Place => ({ uri: uriOf(path), path, ...(line !== undefined && { line }) })),
    ...(command !== undefined && { command }),
  };
}
