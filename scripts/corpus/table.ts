/** What was measured, for people: failures first, then the tables. */
import { type Measure, MEASURES, type Measurement } from './measure.ts';
import { sample } from './sample.ts';

const ROWS = [
  'distroless',
  'runtime-packages',
  'dev-runtime',
  'direct',
  'build-stages',
  'repair',
  'unchanged',
  'not-converted',
  'failed',
  'crashed',
] as const;

export function* describe(results: readonly Measurement[], measured: (measure: Measure) => boolean): Iterable<string> {
  yield* describeFailures(results);
  yield '\n';
  for (const measure of MEASURES) {
    const failing = results.filter(({ problems }) => problems[measure] !== undefined).length;
    yield `${measure.padEnd(32)} ${measured(measure) ? `${results.length - failing} of ${results.length}${failing > 0 ? `   ${failing} FAIL` : ''}` : 'not measured'}\n`;
  }
  yield '\n';
  yield* describeStrategies(results);
  yield '\n';
  yield* describeApplications(results);
  const slowest = [...results].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 3);
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  yield `Time: ${Math.round(total)} ms for ${results.length} files; slowest ${slowest.map(({ id, milliseconds }) => `${id} ${milliseconds} ms`).join(', ')}\n`;
}

export function failed(results: readonly Measurement[]): boolean {
  return results.some(({ problems }) => Object.keys(problems).length > 0);
}

export function* describeSample(results: readonly Measurement[], number: number, seed: number): Iterable<string> {
  yield `Sample of ${number} migrated applications, seed ${seed}:\n`;
  for (const { id, strategy, start, reason } of sample(
    results.filter(({ application, status }) => application && status !== 'unchanged'),
    number,
    seed,
  )) {
    yield `  ${(strategy ?? 'not-converted').padEnd(17)} ${id}${start === null ? '' : `  ${start}`}${reason === null ? '' : `  ${reason}`}\n`;
  }
}

function* describeFailures(results: readonly Measurement[]): Iterable<string> {
  for (const measure of MEASURES) {
    const failing = results.filter(({ problems }) => problems[measure] !== undefined);
    if (failing.length > 0) yield `FAIL ${measure}\n`;
    for (const { id, problems } of failing) {
      for (const problem of problems[measure] ?? []) yield `  ${id}: ${problem}\n`;
    }
  }
}

/** Strategy (or status, where nothing was converted) by class of file. */
function* describeStrategies(results: readonly Measurement[]): Iterable<string> {
  const classes = [...new Set(results.map(({ cls }) => cls))].sort();
  yield `${''.padEnd(18)}${classes.map((cls) => cls.padStart(Math.max(10, cls.length + 2))).join('')}${'all'.padStart(8)}\n`;
  for (const row of ROWS) {
    const inRow = results.filter((result) => rowOf(result) === row);
    if (inRow.length === 0) continue;
    const counts = classes.map((cls) => String(inRow.filter((result) => result.cls === cls).length).padStart(Math.max(10, cls.length + 2)));
    yield `${row.padEnd(18)}${counts.join('')}${String(inRow.length).padStart(8)}\n`;
  }
}

function* describeApplications(results: readonly Measurement[]): Iterable<string> {
  const applications = results.filter(({ application }) => application);
  const count = (row: (typeof ROWS)[number]): number => applications.filter((result) => rowOf(result) === row).length;
  const onRuntime = count('distroless') + count('runtime-packages');
  const share = applications.length === 0 ? 0 : Math.round((1000 * onRuntime) / applications.length) / 10;
  yield `Applications on Docker's Node image: ${applications.length}; on the runtime image: ${onRuntime} (${share} %), of them distroless ${count('distroless')}\n`;
  const kinds = new Map<string, number>();
  for (const { start } of results) {
    const kind = start === null ? undefined : /\((\w+)\)$/.exec(start)?.[1];
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const counts = [...kinds.keys()].sort().map((kind) => `${kinds.get(kind) ?? 0} ${kind}`);
  yield `Started files of distroless results: ${counts.join(', ') || 'none'}\n`;
}

function rowOf({ status, strategy }: Measurement): string {
  return status === 'migrated' ? (strategy ?? 'migrated') : status;
}
