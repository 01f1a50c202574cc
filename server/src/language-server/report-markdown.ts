/** The report of a migration as Markdown, for the editor's preview. */
import * as l10n from '@vscode/l10n';
import type { Migration, NextStep, OutsidePoint, ReportEntry, Strategy } from '../migration/result.ts';

const headlines: Readonly<Record<Migration['status'], () => string>> = {
  migrated: () => l10n.t('Migrated'),
  unchanged: () => l10n.t('Nothing to migrate'),
  'not-converted': () => l10n.t('Not converted'),
  failed: () => l10n.t('Failed'),
};

const strategyNames: Readonly<Record<Strategy, () => string>> = {
  distroless: () => l10n.t('distroless'),
  'runtime-packages': () => l10n.t('runtime + packages'),
  'dev-runtime': () => l10n.t('dev runtime'),
  direct: () => l10n.t('direct port'),
  'build-stages': () => l10n.t('build stages only'),
  repair: () => l10n.t('repair'),
};

const actions: Readonly<Record<ReportEntry['action'], () => string>> = {
  kept: () => l10n.t('kept'),
  moved: () => l10n.t('moved'),
  rewritten: () => l10n.t('rewritten'),
  dropped: () => l10n.t('dropped'),
  added: () => l10n.t('added'),
  review: () => l10n.t('review'),
};

/** For people; empty when nothing was converted. */
export function strategyName(strategy: Strategy | undefined): string {
  return strategy === undefined ? '' : strategyNames[strategy]();
}

/** Lines that the section about what lies outside says with its places. */
export function saidOutside({ report, outside }: Migration): ReadonlySet<ReportEntry> {
  const messages = new Set(outside.map(({ message }) => message));
  return new Set(report.filter(({ elsewhere, message }) => elsewhere !== undefined && messages.has(message)));
}

export function reportMarkdown(migration: Migration): string {
  const { status, strategy, reason, report, outside, nextSteps } = migration;
  const elsewhere = saidOutside(migration);
  const lines = [`# ${headlines[status]()}${strategy === undefined ? '' : `: ${strategyName(strategy)}`}`, ''];
  if (reason !== undefined) lines.push(escaped(reason), '');
  const reviews = report.filter((entry) => entry.action === 'review' && !elsewhere.has(entry));
  const others = report.filter((entry) => entry.action !== 'review');
  if (reviews.length > 0) lines.push(`## ${l10n.t('Please review')}`, '', ...list(reviews), '');
  if (others.length > 0) lines.push(`## ${l10n.t('What was done')}`, '', ...list(others), '');
  if (outside.length > 0) lines.push(`## ${l10n.t('Outside this file')}`, '', ...outside.flatMap(outsideLines), '');
  if (nextSteps.length > 0) lines.push(`## ${l10n.t('Next steps')}`, '', ...nextSteps.flatMap(stepLines));
  if (report.length === 0 && reason === undefined) lines.push(l10n.t('There is nothing to report.'), '');
  return lines.join('\n');
}

function list(entries: readonly ReportEntry[]): string[] {
  return entries.map(
    ({ line, action, rule, message }) => `- **${l10n.t('Line {0}', line + 1)}**, ${actions[action]()}, \`${rule}\`: ${escaped(message)}`,
  );
}

function outsideLines({ message, places, command }: OutsidePoint): string[] {
  const where = places.flatMap(({ path, line }) =>
    line === undefined ? [] : [`**${l10n.t('{0}, line {1}', escaped(path), line + 1)}**: `],
  );
  return [
    `- ${where.join('')}${escaped(message)}`,
    ...(command === undefined ? [] : ['', ...fenced([command]).map((line) => `  ${line}`), '']),
  ];
}

function stepLines({ title, commands }: NextStep): string[] {
  return [
    `### ${escaped(title)}`,
    '',
    ...fenced(commands.flatMap(({ text, note }) => [...(note === undefined ? [] : [`# ${note}`]), text])),
    '',
  ];
}

/** Commands hold no line ends, and no fence of three that could close this one. */
function fenced(commands: readonly string[]): string[] {
  return ['```shell', ...commands, '```'];
}

/** Keeps a message from turning into markup or into another line; code spans stay code. */
function escaped(message: string): string {
  const pieces = message.replace(/\s*\r?\n\s*/g, ' ').split(/(`[^`]*`)/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\<>[\]*_`]/g, String.raw`\$&`))).join('');
}
