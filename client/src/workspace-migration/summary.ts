/** What many migrations came to, in one sentence and as a page. */
import * as vscode from 'vscode';
import type { MigrateResult } from '../../../server/src/protocol.ts';
import { type FileMigration, type FileOutcome, isMigrated } from './migrate-files.ts';

export interface Sorted {
  readonly migrated: readonly FileMigration[];
  readonly unchanged: readonly FileMigration[];
  readonly notConverted: readonly FileMigration[];
  /** With the reason. */
  readonly failed: readonly { readonly uri: vscode.Uri; readonly reason: string }[];
}

export function sortOutcomes(outcomes: readonly FileOutcome[]): Sorted {
  const withStatus = (status: MigrateResult['status']): readonly FileMigration[] =>
    outcomes.flatMap((outcome) => ('result' in outcome && outcome.result.status === status ? [outcome] : []));
  return {
    migrated: outcomes.filter(isMigrated),
    unchanged: withStatus('unchanged'),
    notConverted: withStatus('not-converted'),
    failed: outcomes.flatMap((outcome) => {
      if ('error' in outcome) return [{ uri: outcome.uri, reason: outcome.error }];
      return outcome.result.status === 'failed' ? [{ uri: outcome.uri, reason: outcome.result.reason }] : [];
    }),
  };
}

export function summarize({ migrated, unchanged, notConverted, failed }: Sorted): string {
  const parts = [
    count(
      migrated.length,
      vscode.l10n.t('One Dockerfile can be migrated.'),
      vscode.l10n.t('{0} Dockerfiles can be migrated.', migrated.length),
    ),
    count(unchanged.length, vscode.l10n.t('One needs no change.'), vscode.l10n.t('{0} need no change.', unchanged.length)),
    count(notConverted.length, vscode.l10n.t('One is not converted.'), vscode.l10n.t('{0} are not converted.', notConverted.length)),
    count(failed.length, vscode.l10n.t('One failed.'), vscode.l10n.t('{0} failed.', failed.length)),
  ];
  const reviews = migrated.reduce((sum, file) => sum + reviewsOf(file), 0);
  parts.push(count(reviews, vscode.l10n.t('One point needs your review.'), vscode.l10n.t('{0} points need your review.', reviews)));
  return parts.filter((part) => part !== '').join(' ');
}

/** How many points of a migration need a person. */
export function reviewsOf({ result }: FileMigration): number {
  return result.report.filter(({ action }) => action === 'review').length;
}

/** One page with all reports. */
export function summaryMarkdown(sorted: Sorted): string {
  const { migrated, unchanged, notConverted, failed } = sorted;
  const reason = (uri: vscode.Uri, text: string): string => `- ${link(uri)}: ${escaped(text)}`;
  const lines = [`# ${vscode.l10n.t('Migration to Chainguard')}`, '', summarize(sorted), ''];
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push(`## ${title}`, '', ...items, '');
  };
  section(
    vscode.l10n.t('Can be migrated'),
    migrated.map(({ uri, result }) => `- ${link(uri)}: ${escaped(result.strategy)}`),
  );
  section(
    vscode.l10n.t('Not converted'),
    notConverted.map(({ uri, result }) => reason(uri, result.reason)),
  );
  section(
    vscode.l10n.t('Failed'),
    failed.map((file) => reason(file.uri, file.reason)),
  );
  section(
    vscode.l10n.t('No change needed'),
    unchanged.map(({ uri, result }) => (result.reason === '' ? `- ${link(uri)}` : reason(uri, result.reason))),
  );
  for (const { uri, result } of migrated) {
    // Its own headings go one step down, below the file's name.
    lines.push(
      `## ${escaped(nameOf(uri))}`,
      '',
      result.reportMarkdown.replace(/^#+ /gm, (marks) => `#${marks.replace(/^#(?!#)/, '##')}`),
      '',
    );
  }
  return lines.join('\n');
}

export function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

function link(uri: vscode.Uri): string {
  return `[${escaped(nameOf(uri))}](<${uri.toString()}>)`;
}

function escaped(text: string): string {
  const pieces = text.replace(/\s*\r?\n\s*/g, ' ').split(/(`[^`]*`)/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\<>[\]*_`]/g, String.raw`\$&`))).join('');
}

function count(number: number, one: string, many: string): string {
  return number === 0 ? '' : number === 1 ? one : many;
}
