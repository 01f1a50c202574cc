/** `migrateToChainguard.migrateDocument`: the migration of an open document, applied by the editor, for clients without a preview of their own. */
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
    await tell(connection, MessageType.Warning, 'Migrate to Chainguard: the document is not open.');
    return { applied: false };
  }
  const migration = await documents.migrate(document, undefined, token);
  if (migration.status !== 'migrated') {
    await tell(connection, MessageType.Info, `Nothing was changed: ${migration.reason ?? 'there is nothing to migrate.'}`);
    return { applied: false };
  }
  const label = `Migrate to Chainguard: ${strategyName(migration.strategy)}`;
  const edit = toWorkspaceEdit(document, migration.edits, versionedEdits);
  const { applied } = await connection.workspace.applyEdit({ label, edit });
  if (!applied) {
    await tell(connection, MessageType.Warning, 'Nothing was changed: the editor refused the edit. Did the document change meanwhile?');
    return { applied };
  }
  connection.console.info(reportMarkdown(migration));
  const reviews = reviewCount(migration);
  await tell(connection, MessageType.Info, `${label}. ${reviews === '' ? '' : `${reviews}. `}The report is in the log.`);
  return { applied };
}

/** `2 points to review`; empty when there are none. */
export function reviewCount({ report }: { readonly report: readonly { readonly action: string }[] }): string {
  const count = report.filter(({ action }) => action === 'review').length;
  return count === 0 ? '' : count === 1 ? '1 point to review' : `${count} points to review`;
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
