/** `migrateToChainguard.migrateDocument`: the migration of an open document, applied by the editor, for clients without a preview of their own. */
import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type Connection,
  type ExecuteCommandParams,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import type { Documents } from './documents.ts';
import { toWorkspaceEdit } from './edits.ts';
import { reportMarkdown, strategyName } from './report-markdown.ts';

/** Shows the diff first. */
export const clientCommand = 'migrateToChainguard.migrate';
/** Changes the document at once; undo takes it back. */
export const serverCommand = 'migrateToChainguard.migrateDocument';

export type MigrateCommand = typeof clientCommand | typeof serverCommand;

/** Arguments: the address of the document, as text or as `{ uri }`. The answer says whether the document was changed. */
export async function executeMigrateCommand(
  connection: Connection,
  documents: Documents,
  { command, arguments: [argument] = [] }: ExecuteCommandParams,
  versionedEdits: boolean,
  token: CancellationToken,
): Promise<{ readonly applied: boolean } | null> {
  if (command !== serverCommand) return null;
  const uri = addressIn(argument);
  const document = uri === undefined ? undefined : documents.snapshot(uri);
  if (document === undefined) {
    await tell(connection, MessageType.Warning, l10n.t('Migrate to Chainguard: the document is not open.'));
    return { applied: false };
  }
  const migration = await documents.migrate(document, undefined, token);
  if (migration.status !== 'migrated') {
    await tell(
      connection,
      MessageType.Info,
      l10n.t('Nothing was changed: {0}', migration.reason ?? l10n.t('there is nothing to migrate.')),
    );
    return { applied: false };
  }
  const label = l10n.t('Migrate to Chainguard: {0}', strategyName(migration.strategy));
  const edit = toWorkspaceEdit(document, migration.edits, versionedEdits);
  const { applied } = await connection.workspace.applyEdit({ label, edit });
  if (!applied) {
    await tell(
      connection,
      MessageType.Warning,
      l10n.t('Nothing was changed: the editor refused the edit. Did the document change meanwhile?'),
    );
    return { applied };
  }
  connection.console.info(reportMarkdown(migration));
  const reviews = reviewCount(migration);
  await tell(connection, MessageType.Info, `${label}. ${reviews === '' ? '' : `${reviews}. `}${l10n.t('The report is in the log.')}`);
  return { applied };
}

/** `2 points to review`; empty when there are none. */
export function reviewCount({ report }: { readonly report: readonly { readonly action: string }[] }): string {
  const count = report.filter(({ action }) => action === 'review').length;
  return count === 0 ? '' : count === 1 ? l10n.t('1 point to review') : l10n.t('{0} points to review', count);
}

/** A notification: nobody has to press anything. */
async function tell(connection: Connection, type: MessageType, message: string): Promise<void> {
  await connection.sendNotification(ShowMessageNotification.type, { type, message });
}

function addressIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const uri: unknown = typeof argument === 'object' && argument !== null && 'uri' in argument ? argument.uri : undefined;
  return typeof uri === 'string' ? uri : undefined;
}
