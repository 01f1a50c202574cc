/** A lens above the first FROM: what a migration would come to, and the way to it. */
import * as l10n from '@vscode/l10n';
import type { CancellationToken, CodeLens } from 'vscode-languageserver';
import type { MigrateCommandArgument } from '../protocol.ts';
import type { Migration } from '../migration/result.ts';
import type { Documents } from './documents.ts';
import { toRange } from './edits.ts';
import { type MigrateCommand, reviewCount } from './migrate-command.ts';
import { strategyName } from './report-markdown.ts';

/** A migration of 5,000 lines takes a second: nobody waits that long for a lens. */
const maximumLines = 2_000;

/** Empty when there is nothing to do, and where the setting `codeLens` says no. */
export async function codeLenses(
  documents: Documents,
  uri: string,
  command: MigrateCommand,
  token: CancellationToken,
): Promise<CodeLens[]> {
  if (!(await documents.settingsOf(uri)).codeLens) return [];
  const checked = await documents.check(uri);
  if (checked === undefined || checked.findings.length === 0 || checked.document.lineCount > maximumLines) return [];
  const { document } = checked;
  const migration = await documents.migrate(document, undefined, token);
  if (migration.status !== 'migrated') return [];
  const from = await documents.ask(uri, ({ stages }) => stages[0]?.from.keywordRange, token);
  // The document may have changed since it was checked: the next answer is on its way.
  if (from === undefined || from.end > document.getText().length) return [];
  const argument: MigrateCommandArgument = { uri };
  return [{ range: toRange(document, from), command: { title: titleOf(migration), command, arguments: [argument] } }];
}

/** What the lens says. */
export function titleOf(migration: Pick<Migration, 'strategy' | 'report'>): string {
  const reviews = reviewCount(migration);
  const behind = reviews === '' ? '' : ` (${reviews})`;
  if (migration.strategy === 'repair') return `${l10n.t('Repair the Chainguard stages')}${behind}`;
  return `${l10n.t('Migrate to Chainguard: {0}', strategyName(migration.strategy))}${behind}`;
}
