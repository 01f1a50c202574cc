/** The report of a migration as Markdown, for the editor's preview. */
import type { Migration, ReportEntry, Strategy } from '../migration/result.ts';

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

export function reportMarkdown({ status, strategy, reason, report }: Migration): string {
  const lines = [`# ${headlines[status]}${strategy === undefined ? '' : `: ${strategyName(strategy)}`}`, ''];
  if (reason !== undefined) lines.push(escaped(reason), '');
  const reviews = report.filter((entry) => entry.action === 'review');
  const others = report.filter((entry) => entry.action !== 'review');
  if (reviews.length > 0) lines.push('## Please review', '', ...list(reviews), '');
  if (others.length > 0) lines.push('## What was done', '', ...list(others), '');
  if (report.length === 0 && reason === undefined) lines.push('There is nothing to report.', '');
  return lines.join('\n');
}

function list(entries: readonly ReportEntry[]): string[] {
  return entries.map(({ line, action, rule, message }) => `- **Line ${line + 1}**, ${action}, \`${rule}\`: ${escaped(message)}`);
}

/** Keeps a message from turning into markup or into another line; code spans stay code. */
function escaped(message: string): string {
  const pieces = message.replace(/\s*\r?\n\s*/g, ' ').split(/(`[^`]*`)/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\<>[\]*_`]/g, String.raw`\$&`))).join('');
}
