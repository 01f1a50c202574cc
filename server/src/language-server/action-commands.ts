/** Code actions for clients that know only what the first protocol had: commands, by which the server changes the document. */
import * as l10n from '@vscode/l10n';
import { type CodeAction, Command, type Connection, MessageType, ShowMessageNotification, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Documents } from './documents.ts';

export const applyEditCommand = 'migrateToChainguard.applyEdit';

/** What the command takes back from the client, who does not look into it. */
interface ApplyEditArgument {
  readonly uri: string;
  readonly version: number;
  readonly edit: WorkspaceEdit;
}

/** `appliesEdits`: the client lets the server change documents. Without that nothing is left but what calls the client itself. */
export function toCommands(actions: readonly CodeAction[], document: TextDocument, appliesEdits: boolean): Command[] {
  return actions.flatMap(({ title, edit, command }) => {
    if (edit === undefined) return command === undefined ? [] : [command];
    if (!appliesEdits) return [];
    const argument: ApplyEditArgument = { uri: document.uri, version: document.version, edit };
    return [Command.create(title, applyEditCommand, argument)];
  });
}

/** The edit belongs to one version of the document: it is not applied to another one. */
export async function executeApplyEdit(
  connection: Connection,
  documents: Documents,
  argument: unknown,
): Promise<{ readonly applied: boolean }> {
  const given = isArgument(argument) && documents.snapshot(argument.uri)?.version === argument.version ? argument : undefined;
  const { applied } = given === undefined ? { applied: false } : await connection.workspace.applyEdit(given.edit);
  if (!applied) {
    const message = l10n.t('Nothing was changed: the editor refused the edit. Did the document change meanwhile?');
    await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }
  return { applied };
}

function isArgument(value: unknown): value is ApplyEditArgument {
  return (
    typeof value === 'object' && value !== null && 'uri' in value && 'version' in value && 'edit' in value && typeof value.uri === 'string'
  );
}
