/** A comparison as a table for the terminal. */
import type { Comparison, Row, Verdict, Verification } from '../../verify/index.ts';
import type { Paint, Style } from '../colors.ts';
import { printable } from '../formats/text.ts';

const WORDS: Readonly<Record<Verdict, string>> = { same: 'same', better: 'better', figure: '', unknown: 'not seen', differs: 'DIFFERS' };
const STYLES: Readonly<Partial<Record<Verdict, Style>>> = { same: 'green', better: 'green', unknown: 'yellow', differs: 'red' };
/** A start command may be as long as it likes. */
const MAXIMUM_CELL = 44;
const SHOWN_LOG_LINES = 12;

/** What `verify` prints; ends with a line feed. */
export function* verificationText(path: string, verification: Verification, paint: Paint): Iterable<string> {
  if (verification.kind === 'compared') {
    yield* comparisonText(path, verification, paint);
    return;
  }
  yield `${paint('bold', printable(path))}: ${printable(verification.message)}\n`;
  if ('lines' in verification) yield* quoted(verification.lines, paint);
}

function* comparisonText(path: string, { rows, same, engine, original, migrated, kept }: Comparison, paint: Paint): Iterable<string> {
  const builds = `built in ${original.buildSeconds.toFixed(1)} s and ${migrated.buildSeconds.toFixed(1)} s`;
  yield `${paint('bold', printable(path))}, original and migrated, ${builds} and run with ${engine.version}\n\n`;
  yield* table([{ what: '', original: 'original', migrated: 'migrated', verdict: 'figure', remark: '' }, ...rows], paint);
  const worse = rows.filter(({ verdict }) => verdict === 'differs');
  yield '\n';
  if (worse.length > 0) {
    yield* logText('original', original.log, paint);
    yield* logText('migrated', migrated.log, paint);
  }
  yield same
    ? `${paint('bold', 'Same')}: the migrated image does what the original does.\n`
    : `${paint('bold', 'Different')}: ${worse.map(({ what }) => what).join(', ')}.\n`;
  for (const name of kept) yield `kept: ${name}\n`;
}

function* table(rows: readonly Row[], paint: Paint): Iterable<string> {
  const cell = (text: string): string => clipped(printable(text));
  const width = (of: (row: Row) => string): number => Math.max(0, ...rows.map((row) => cell(of(row)).length));
  const [first, second, third] = [width(({ what }) => what), width(({ original }) => original), width(({ migrated }) => migrated)];
  for (const { what, original, migrated, verdict, remark } of rows) {
    const style = STYLES[verdict];
    const word = style === undefined ? WORDS[verdict] : paint(style, WORDS[verdict]);
    const told = [word, printable(remark)].filter((text) => text !== '').join(': ');
    yield `  ${cell(what).padEnd(first)}  ${cell(original).padEnd(second)}  ${cell(migrated).padEnd(third)}  ${told}`.trimEnd() + '\n';
  }
}

function clipped(text: string): string {
  return text.length > MAXIMUM_CELL ? `${text.slice(0, MAXIMUM_CELL - 1)}…` : text;
}

function* logText(name: string, lines: readonly string[], paint: Paint): Iterable<string> {
  if (lines.length === 0) return;
  yield `The end of the log, ${name}:\n`;
  yield* quoted(lines.slice(-SHOWN_LOG_LINES), paint);
  yield '\n';
}

function* quoted(lines: readonly string[], paint: Paint): Iterable<string> {
  for (const line of lines) yield `  ${paint('dim', printable(line))}\n`;
}
