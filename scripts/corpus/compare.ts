/** What changed between two runs: strategy, text, laws, file by file. */
import { MEASURES, type Measurement } from './measure.ts';

export function* compare(before: readonly Measurement[], after: readonly Measurement[]): Iterable<string> {
  const old = new Map(before.map((result) => [result.id, result]));
  let changed = 0;
  for (const result of after) {
    const was = old.get(result.id);
    old.delete(result.id);
    const changes = was === undefined ? ['new'] : differences(was, result);
    if (changes.length === 0) continue;
    changed++;
    yield `${result.id}\n${changes.map((change) => `  ${change}\n`).join('')}`;
  }
  for (const id of old.keys()) yield `${id}\n  gone\n`;
  yield `${changed} of ${after.length} files changed, ${old.size} gone\n`;
}

function differences(before: Measurement, after: Measurement): readonly string[] {
  const found: string[] = [];
  const outcome = ({ status, strategy }: Measurement): string => (strategy === null ? status : strategy);
  if (outcome(before) !== outcome(after))
    found.push(`${outcome(before)} -> ${outcome(after)}${after.reason === null ? '' : ` (${after.reason})`}`);
  if (before.hash !== after.hash) found.push('text changed');
  if (before.start !== after.start) found.push(`start: ${before.start ?? 'none'} -> ${after.start ?? 'none'}`);
  if (before.findings !== after.findings) found.push(`findings: ${before.findings} -> ${after.findings}`);
  for (const measure of MEASURES) {
    const was = before.problems[measure] ?? [];
    const is = after.problems[measure] ?? [];
    for (const problem of is) if (!was.includes(problem)) found.push(`FAILS NOW ${measure}: ${problem}`);
    for (const problem of was) if (!is.includes(problem)) found.push(`mended ${measure}: ${problem}`);
  }
  return found;
}
