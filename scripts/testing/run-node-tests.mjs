// Runs the `*.test.ts` below some folders with node:test, and says how many passed and failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** No test needs that long, not even a file of generated input; containers take their own time. */
const usualMinutes = 10;
const reporter = fileURLToPath(new URL('brief-reporter.mjs', import.meta.url));

/**
 * A run without a test, or one that does not come to its end, counts as a failure.
 * @param {readonly string[]} folders
 * @param {number} [minutes] that a file may take
 * @returns {{ passed: number, failed: number }}
 */
export function runNodeTests(folders, minutes = usualMinutes) {
  const files = folders.flatMap(testFiles);
  if (files.length === 0) return nothing(`no test below ${folders.join(', ')}`);
  const temporary = mkdtempSync(join(tmpdir(), 'test-counts-'));
  const counts = join(temporary, 'counts.json');
  try {
    const args = [
      '--import',
      'tsx',
      '--test',
      `--test-timeout=${minutes * 60_000}`,
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
      ...files,
    ];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, TEST_COUNTS: counts } });
    if (!existsSync(counts)) return nothing('the tests did not run to their end');
    const { passed, failed } = JSON.parse(readFileSync(counts, 'utf8'));
    if (passed + failed === 0) return nothing('no test ran');
    return { passed, failed: failed === 0 && status !== 0 ? 1 : failed };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} reason */
function nothing(reason) {
  console.error(`  ✖ ${reason}`);
  return { passed: 0, failed: 1 };
}

/**
 * Node 20 knows no patterns behind `--test`.
 * @param {string} folder
 * @returns {string[]}
 */
export function testFiles(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  return names.sort().map((name) => join(folder, name));
}
