// How long the extension's activation takes: `npm run bench:activation [-- RUNS]` (default: 5).
// The packaged extension in a real VS Code, whose own page "Startup Performance" tells the milliseconds. Each run starts VS Code anew.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { sample, sampleFiles } from './try/sample.mjs';
import { chooseHost } from './vscode/choose-host.mjs';
import { writeUserSettings } from './vscode/server-process.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const runs = Number(process.argv[2] ?? 5);
const columns = /** @type {const} */ (['load code', 'call activate', 'finish activate']);
const host = await chooseHost(process.env['EXT_TEST_HOST'] ?? 'auto', process.env['EXT_TEST_VSCODE'] ?? 'newest', resolve('.vscode-test'));
console.log(`${host.title}; ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`);
execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });

/** @type {number[][]} */
const measured = [];
for (let number = 1; number <= runs; number++) {
  const times = await measure();
  measured.push(times);
  // Other work on the machine is in the times, too.
  console.log(`run ${number}: ${describe(times)} (load ${loadavg()[0]?.toFixed(1)})`);
}
const medians = columns.map((_, column) => median(measured.map((times) => times[column] ?? Number.NaN)));
console.log(`median: ${describe(medians)}; together ${medians.reduce((sum, time) => sum + time, 0)} ms`);

/** @returns {Promise<number[]>} milliseconds, one for each of `columns` */
async function measure() {
  const run = mkdtempSync(join(tmpdir(), 'activation-'));
  try {
    const folders = { run, userData: join(run, 'user'), extensions: join(run, 'extensions') };
    const workspace = join(run, 'workspace');
    for (const folder of [folders.userData, folders.extensions, workspace]) mkdirSync(folder, { recursive: true });
    for (const name of sampleFiles) cpSync(join(dirname(sample), name), join(workspace, name));
    writeUserSettings(folders.userData);
    host.install(resolve('migrate-to-chainguard.vsix'), folders);
    const result = join(run, 'result.json');
    // Not the desktop under a display of its own: `host.command` is for the tests' driver.
    await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: resolve('test/vscode/empty-extension'),
      extensionTestsPath: resolve('scripts/activation/probe.cjs'),
      extensionTestsEnv: { ...host.env, ACTIVATION_RESULT: result },
      launchArgs: [workspace, '--user-data-dir', folders.userData, '--extensions-dir', folders.extensions],
    });
    const { activeBefore, page } = JSON.parse(readFileSync(result, 'utf8'));
    if (activeBefore) throw new Error('The extension was active before a Dockerfile was open.');
    return timesOf(page);
  } finally {
    rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/**
 * The row of the extension in the table `Extension | Eager | Load Code | Call Activate | Finish Activate | …`.
 * @param {string} page
 */
function timesOf(page) {
  const row = page.split('\n').find((line) => line.includes('migrate-to-chainguard.migrate-to-chainguard'));
  const cells = (row ?? '').split('|').map((cell) => cell.trim());
  const first = cells.findIndex((cell) => cell === 'true' || cell === 'false') + 1;
  const times = cells.slice(first, first + columns.length).map(Number);
  if (first === 0 || times.length < columns.length || times.some(Number.isNaN)) throw new Error(`The page has no times in: ${row}`);
  return times;
}

/** @param {readonly number[]} times */
function describe(times) {
  return columns.map((column, index) => `${column} ${times[index]} ms`).join(', ');
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
