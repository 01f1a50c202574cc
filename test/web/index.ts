/** What VS Code starts inside the extension host of the browser: suites of the desktop that need no Node, and those beside this file. */
import { mocha } from './mocha.ts';
import { writeResult } from './results.ts';

/** Loaded one by one, and after Mocha: it makes `describe` and `it`. */
const suites = [
  () => import('../vscode/article.test.ts'),
  () => import('../vscode/extension.test.ts'),
  () => import('../vscode/migration.test.ts'),
  () => import('../vscode/surroundings.test.ts'),
  () => import('./browser.test.ts'),
];

/** Rejects when a test fails, so that the host ends with an error. */
export async function run(): Promise<void> {
  for (const load of suites) await load();
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => {
      void writeResult({ state: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on('fail', (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      void writeResult({ state: 'failed', title: test.fullTitle(), milliseconds: test.duration ?? 0, error: text });
    });
  });
  await writeResult({ done: true });
  if (failures > 0) throw new Error(`${failures} failed`);
}
