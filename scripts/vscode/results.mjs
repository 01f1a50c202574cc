// What the suite inside the extension host wrote down: one JSON object per line, the last one `{ "done": true }`.
// An extension host that dies still reports exit code 0 on some hosts: only this file tells that the tests ran to their end.
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Results
 * @property {number} passed
 * @property {number} failed
 * @property {string | undefined} problem why the run counts as failed although no test says so
 */

/**
 * Prints one line per test.
 * @param {string} file
 * @returns {Results}
 */
export function readResults(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  let [passed, failed, done] = [0, 0, false];
  for (const line of lines) {
    const event = JSON.parse(line);
    if (event.done === true) done = true;
    else if (event.state === 'passed') passed++;
    else if (event.state === 'failed') failed++;
    if (event.title !== undefined) console.log(`  ${event.state === 'passed' ? '✔' : '✖'} ${event.title} (${event.milliseconds} ms)`);
    if (event.error !== undefined) console.log(event.error.replace(/^/gm, '      '));
  }
  return { passed, failed, problem: problem(passed + failed, done) };
}

/**
 * @param {number} count
 * @param {boolean} done
 */
function problem(count, done) {
  if (!done) return `the tests did not run to their end (${count} had)`;
  return count === 0 ? 'no test ran' : undefined;
}
