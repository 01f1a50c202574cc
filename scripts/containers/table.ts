/** The table in docs/containers.md: written by a run, never by hand. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Trial, Trials } from './trial.ts';

const BEGIN = '<!-- table: written by npm run test:containers -- --write-table -->';
const END = '<!-- end of table -->';

/** One line of a run's log. */
export function describeTrials(trials: Trials): string {
  const [before, after] = [trials.original, trials.converted.get('strict')];
  const parts = after === undefined ? ['not built'] : [`${size(before)} → ${size(after)} MB`, `stop ${stop(before)} → ${stop(after)}`];
  return `${trials.example.name}: ${trials.conversion.strategy}, ${parts.join(', ')}`;
}

/** Replaces what stands between the marks. Throws when the marks are not there. */
export function writeTable(path: string, all: readonly Trials[]): void {
  const text = readFileSync(path, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${path} has no marks for the table`);
  writeFileSync(path, `${text.slice(0, from + BEGIN.length)}\n${table(all)}\n${text.slice(to)}`);
}

function table(all: readonly Trials[]): string {
  const head = ['Example', 'Becomes', 'Size', 'as published', 'Starts in', 'Stops in', 'as published', 'What differs'];
  return [head, head.map(() => '---'), ...all.map(row)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function row({ example, conversion, original, converted }: Trials): string[] {
  const [strict, published] = [converted.get('strict'), converted.get('as published')];
  const kinds = [original, strict, published].flatMap((trial) =>
    trial === undefined ? ['not built'] : trial.problems.map(({ kind }) => kind),
  );
  return [
    `[${example.name}](../examples/${example.name}/Dockerfile)`,
    conversion.strategy,
    `${size(original)} → ${size(strict)} MB`,
    `${size(published)} MB`,
    `${start(original)} → ${start(strict)}`,
    `${stop(original)} → ${stop(strict)}`,
    stop(published),
    kinds.length === 0 ? 'none' : [...new Set(kinds)].join(', '),
  ];
}

function size(trial: Trial | undefined): string {
  return trial === undefined ? '–' : (trial.seen.configuration.bytes / 1e6).toFixed(0);
}

function start(trial: Trial | undefined): string {
  return trial === undefined ? '–' : `${trial.seen.observation.startSeconds.toFixed(2)} s`;
}

function stop(trial: Trial | undefined): string {
  if (trial === undefined) return '–';
  const { exitCode, stopSeconds } = trial.seen.observation;
  return exitCode === 137 ? 'killed' : `${stopSeconds.toFixed(2)} s (${exitCode})`;
}
