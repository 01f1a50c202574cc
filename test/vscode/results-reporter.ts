/**
 * Writes one JSON object per test into the file that EXT_TEST_RESULTS names, and `{ "done": true }` at the end: a host may die and still
 * report success, its console may come through or not, but what is missing in the file did not run.
 */
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

export class ResultsReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['EXT_TEST_RESULTS'];
    if (file === undefined) throw new Error('EXT_TEST_RESULTS names no file.');
    const write = (event: object): void => appendFileSync(file, `${JSON.stringify(event)}\n`);
    runner.on('pass', (test) => write({ state: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
    runner.on('fail', (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write({ state: 'failed', title: test.fullTitle(), milliseconds: test.duration ?? 0, error: text });
    });
    runner.once('end', () => write({ done: true }));
  }
}
