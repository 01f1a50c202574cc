/** What VS Code starts inside the extension host: every suite beside this file, or those in the folder that EXT_TEST_SUITE names, with Mocha. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { ResultsReporter } from './results-reporter.ts';

/** Rejects when a test fails, so that the host ends with an error. */
export async function run(): Promise<void> {
  const only = process.env['EXT_TEST_ONLY'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 120_000,
    reporter: ResultsReporter,
    ...(only !== undefined && { grep: new RegExp(only) }),
  });
  // Beside another Docker extension nothing else is tested: most of what the others see would be that extension's.
  const wanted = process.env['EXT_TEST_BESIDE'] === undefined ? '.test.cjs' : 'beside-another.test.cjs';
  const folder = join(__dirname, process.env['EXT_TEST_SUITE'] ?? '');
  for (const name of readdirSync(folder).filter((file) => file.endsWith(wanted))) mocha.addFile(join(folder, name));
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
