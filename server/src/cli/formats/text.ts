/** For people: the diff, the report grouped by line, a summary per file and in total. */
import type { Strategy } from '../../migration/result.ts';
import type { Mode } from '../arguments.ts';
import type { Paint, Style } from '../colors.ts';
import { byLine, type Examined, isGrave, type Outcome, textChanges, type Totals } from '../outcome.ts';
import type { Reporter } from '../reporter.ts';
import { unifiedDiff } from '../unified-diff.ts';

export const STRATEGY_NAMES: Readonly<Record<Strategy, string>> = {
  distroless: 'distroless',
  'runtime-packages': 'runtime + packages',
  'dev-runtime': 'dev runtime',
  'build-stages': 'build stages only',
  direct: 'direct port',
  repair: 'repaired',
};

const STYLES: Readonly<Record<string, Style>> = {
  error: 'red',
  dropped: 'red',
  warning: 'yellow',
  review: 'yellow',
  added: 'green',
  rewritten: 'cyan',
  moved: 'cyan',
};

/** One line of the report or one finding. */
interface Entry {
  readonly line: number;
  readonly label: string;
  readonly message: string;
  readonly rule: string;
}

/** `steps`: the next steps are printed, too. With many files they would drown what was done. */
export function createTextReporter(mode: Mode, paint: Paint, steps = true): Reporter {
  return {
    *begin() {},
    *file(outcome) {
      // Failures are told on standard error, whatever the format.
      if (outcome.kind === 'failed') return;
      const changes = textChanges(outcome);
      if (changes && mode === 'show') yield* unifiedDiff(outcome.path, outcome.text, outcome.migration.text, paint);
      yield `${summary(outcome, mode, paint)}\n`;
      yield* entryLines(entriesOf(outcome, mode), paint);
      if (changes && mode !== 'check') {
        yield* outsideLines(outcome, paint);
        if (steps) yield* stepLines(outcome, paint);
      }
      yield '\n';
    },
    *end(totals) {
      yield `${paint('bold', totalsLine(totals, mode))}\n`;
    },
  };
}

/** `Dockerfile: migrated (distroless), 2 lines to review` */
function summary(outcome: Examined, mode: Mode, paint: Paint): string {
  const { migration, path } = outcome;
  const reviews = migration.report.filter(({ action }) => action === 'review').length;
  const strategy = migration.strategy === undefined ? '' : ` (${STRATEGY_NAMES[migration.strategy]})`;
  const words = {
    migrated: `${outcome.written ? 'migrated' : mode === 'stdout' ? 'converted' : 'would be migrated'}${strategy}`,
    unchanged: 'unchanged',
    'not-converted': 'not converted',
    failed: 'failed',
  }[migration.status];
  const toReview = reviews === 0 ? '' : `, ${count(reviews, 'remark')} to review`;
  const reason = migration.reason === undefined ? '' : `. ${migration.reason}`;
  return `${paint('bold', printable(path))}: ${words}${toReview}${printable(reason)}`;
}

/** After a migration the report says it all; otherwise what was found is what there is to say. */
function entriesOf(outcome: Examined, mode: Mode): readonly Entry[] {
  const shown = mode === 'check' ? outcome.findings.filter(isGrave) : outcome.findings;
  const findings = shown.map(({ line, severity, message, rule }) => ({ line, label: severity, message, rule }));
  if (mode === 'check') return byLine(findings);
  const report = outcome.migration.report.map(({ line, action, message, rule }) => ({ line, label: action, message, rule }));
  return byLine(textChanges(outcome) ? report : [...report, ...findings]);
}

function* entryLines(entries: readonly Entry[], paint: Paint): Iterable<string> {
  const numberWidth = Math.max(4, ...entries.map(({ line }) => String(line + 1).length));
  const labelWidth = Math.max(0, ...entries.map(({ label }) => label.length));
  let lastLine: number | undefined;
  for (const { line, label, message, rule } of entries) {
    const number = line === lastLine ? '' : String(line + 1);
    lastLine = line;
    const style = STYLES[label];
    const shownLabel = label.padEnd(labelWidth);
    yield `  ${paint('dim', number.padStart(numberWidth))}  ${style === undefined ? shownLabel : paint(style, shownLabel)}  ${printable(message)}  ${paint('dim', `(${rule})`)}\n`;
  }
}

/** What other files and systems have to follow. What the report says with a line already is not said again. */
function* outsideLines({ migration }: Examined, paint: Paint): Iterable<string> {
  const points = migration.outside.filter(({ message }) => !migration.report.some((entry) => entry.message === message));
  if (points.length === 0) return;
  yield `\n  ${paint('bold', 'Outside this file')}\n`;
  for (const { message, places, command } of points) {
    const lines = places.flatMap(({ path, line }) => (line === undefined ? [] : [`${path}:${line + 1}: `]));
    yield `  - ${printable(lines.join('') + message)}\n`;
    if (command !== undefined) yield `      ${printable(command)}\n`;
  }
}

/** Commands as they are, so that they can be copied. */
function* stepLines({ migration, root }: Examined, paint: Paint): Iterable<string> {
  if (migration.nextSteps.length === 0) return;
  const place = root === undefined ? '' : ` (in ${printable(root)})`;
  yield `\n  ${paint('bold', 'Next steps')}${place}\n`;
  for (const { title, commands } of migration.nextSteps) {
    yield `  ${title}\n`;
    for (const { text, note } of commands) {
      if (note !== undefined) yield `    ${paint('dim', `# ${note}`)}\n`;
      yield `    ${printable(text)}\n`;
    }
  }
}

/** `3 files: 2 would be migrated (1 distroless, 1 dev runtime), 1 unchanged` */
function totalsLine({ files, byStatus, byStrategy, left }: Totals, mode: Mode): string {
  const strategies = (Object.keys(STRATEGY_NAMES) as Strategy[]).flatMap((strategy) => {
    const number = byStrategy[strategy] ?? 0;
    return number === 0 ? [] : [`${number} ${STRATEGY_NAMES[strategy]}`];
  });
  const parts = [
    byStatus.migrated > 0 &&
      `${byStatus.migrated} ${mode === 'write' ? 'migrated' : 'would be migrated'}${strategies.length > 0 ? ` (${strategies.join(', ')})` : ''}`,
    byStatus.unchanged > 0 && `${byStatus.unchanged} unchanged`,
    byStatus['not-converted'] > 0 && `${byStatus['not-converted']} not converted`,
    byStatus.failed > 0 && `${byStatus.failed} failed`,
  ].filter((part) => part !== false);
  const checked = mode === 'check' ? `; ${left === 0 ? 'nothing' : count(left, 'file')} left to do` : '';
  return `${count(files, 'file')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}${checked}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** Control characters of a file must not reach the terminal as commands. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** `Dockerfile:3: is not valid UTF-8.` */
export function failureLine(outcome: Outcome & { kind: 'failed' }): string {
  const line = outcome.line === undefined ? '' : `:${outcome.line + 1}`;
  return `${printable(outcome.path)}${line}: ${outcome.message}\n`;
}
