// A reporter for node:test: failures in full, nothing else; the counts go to the file that TEST_COUNTS names, `{ passed, failed }` as JSON.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* briefReporter(events) {
  let [passed, failed] = [0, 0];
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') {
      if (type === 'test:stderr') yield data.message;
      continue;
    }
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    const error = data.details?.error;
    // Whoever contains a failing test fails, too: that is one failure, not two.
    if (error?.failureType === 'subtestsFailed') continue;
    // node:test reports a file in which there is no test as a test that passed.
    const isEmptyFile = type === 'test:pass' && data.nesting === 0 && data.name === data.file;
    if (type === 'test:pass' && !isEmptyFile) {
      passed++;
      continue;
    }
    failed++;
    const reason = isEmptyFile ? 'There is no test in this file.' : describe(error);
    yield `  ✖ ${data.name} (${relative('.', data.file ?? '')})\n${reason.replace(/^/gm, '      ')}\n`;
  }
  const counts = process.env['TEST_COUNTS'];
  if (counts !== undefined) writeFileSync(counts, JSON.stringify({ passed, failed }));
}

/** @param {any} error what node:test wraps around the error of a test */
function describe(error) {
  const cause = error?.cause ?? error;
  return String(cause?.stack ?? cause?.message ?? cause);
}
