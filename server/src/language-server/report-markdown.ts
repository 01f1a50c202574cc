/** The report of a migration as Markdown, for the editor's preview. */
import type { Migration, NextStep, OutsidePoint, ReportEntry, Strategy } from '../migration/result.ts';

const headlines: Readonly<Record<Migration['status'], string>> = {
  migrated: 'Migrated',
  unchanged: 'Nothing to migrate',
  'not-converted': 'Not converted',
  failed: 'Failed',
};

const strategyNames: Readonly<Record<Strategy, string>> = {
  distroless: 'distroless',
  'runtime-packages': 'runtime + packages',
  'dev-runtime': 'dev runtime',
  direct: 'direct port',
  'build-stages': 'build stages only',
  repair: 'repair',
};

/** For people; empty when nothing was converted. */
export function strategyName(strategy: Strategy | undefined): string {
  return strategy === undefined ? '' : strategyNames[strategy];
}

/** Lines that the section about what lies outside says with its places. */
export function saidOutside({ report, outside }: Migration): ReadonlySet<ReportEntry> {
  const messages = new Set(outside.map(({ message }) => message));
  return new Set(report.filter(({ elsewhere, message }) => elsewhere !== undefined && messages.has(message)));
}

export function reportMarkdown(migration: Migration): string {
  const { status, strategy, reason, report, outside, nextSteps } = migration;
  const elsewhere = saidOutside(migration);
  const lines = [`# ${headlines[status]}${strategy === undefined ? '' : `: ${strategyName(strategy)}`}`, ''];
  if (reason !== undefined) lines.push(escaped(reason), '');
  const reviews = report.filter((entry) => entry.action === 'review' && !elsewhere.has(entry));
  const others = report.filter((entry) => entry.action !== 'review');
  if (reviews.length > 0) lines.push('## Please review', '', ...list(reviews), '');
  if (others.length > 0) lines.push('## What was done', '', ...list(others), '');
  if (outside.length > 0) lines.push('## Outside this file', '', ...outside.flatMap(outsideLines), '');
  if (nextSteps.length > 0) lines.push('## Next steps', '', ...nextSteps.flatMap(stepLines));
  if (report.length === 0 && reason === undefined) lines.push('There is nothing to report.', '');
  return lines.join('\n');
}

function list(entries: readonly ReportEntry[]): string[] {
  return entries.map(({ line, action, rule, message }) => `- **Line ${line + 1}**, ${action}, \`${rule}\`: ${escaped(message)}`);
}

function outsideLines({ message, places, command }: OutsidePoint): string[] {
  const where = places.flatMap(({ path, line }) => (line === undefined ? [] : [`**${escaped(path)}, line ${line + 1}**: `]));
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
