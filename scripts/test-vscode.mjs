// Runs test/vscode/ in a real VS Code: `node scripts/test-vscode.mjs [--vsix FILE] [--results FILE]`.
// --vsix: installs that package (made first) instead of loading the development folder. --results: keeps the results file there.
// --beside: another Docker extension is installed, and only what depends on that is tested.
// --suite: the tests in that folder of test/vscode instead. folders: a workspace of several folders. german: VS Code speaks German.
// EXT_TEST_HOST: desktop (downloaded), server (from npm, with Chromium), auto (server only where the desktop cannot be downloaded).
// EXT_TEST_VSCODE: newest or oldest. EXT_TEST_ONLY: tests whose name matches this expression. EXT_TEST_TIMEOUT: seconds. EXT_TEST_VERBOSE: everything that the host says.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chooseHost } from './vscode/choose-host.mjs';
import { makeFoldersWorkspace } from './vscode/folders-workspace.mjs';
import { readResults } from './vscode/results.mjs';
import { writeUserSettings } from './vscode/server-process.mjs';

const { values: options } = parseArgs({
  options: { vsix: { type: 'string' }, results: { type: 'string' }, beside: { type: 'boolean' }, suite: { type: 'string' } },
});
const project = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(project);
const seconds = Number(process.env['EXT_TEST_TIMEOUT'] ?? 900);
const run = mkdtempSync(join(tmpdir(), 'vscode-run-'));
const folders = { run, userData: join(run, 'user'), extensions: join(run, 'extensions') };
const resultsFile = resolve(options.results ?? join(run, 'results.jsonl'));

try {
  const host = await chooseHost(
    // The desktop speaks German with a language pack alone, which comes from a gallery.
    options.suite === 'german' ? 'server' : (process.env['EXT_TEST_HOST'] ?? 'auto'),
    process.env['EXT_TEST_VSCODE'] ?? 'newest',
    resolve('.vscode-test'),
  );
  console.log(`Host: ${host.title}`);
  execFileSync(process.execPath, ['scripts/build.mjs', 'client', 'language-client', 'report-panel', 'server'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  execFileSync(process.execPath, ['scripts/build/test-suite.mjs'], { stdio: 'inherit' });
  const workspace = options.suite === 'folders' ? makeFoldersWorkspace(join(run, 'folders')) : copyWorkspace(join(run, 'workspace'));
  for (const folder of [folders.userData, folders.extensions, dirname(resultsFile)]) mkdirSync(folder, { recursive: true });
  rmSync(resultsFile, { force: true });
  if (options.beside) cpSync('test/vscode/another-docker-extension', join(folders.extensions, 'docker.docker-1.0.0'), { recursive: true });
  writeUserSettings(folders.userData);
  if (options.vsix !== undefined) {
    execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });
    host.install(resolve(options.vsix), folders);
  }
  report(await runSuite(host, workspace));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** @param {string} workspace where it shall be */
function copyWorkspace(workspace) {
  cpSync('test/vscode/workspace', workspace, { recursive: true });
  for (const name of ['article', 'article-direct']) cpSync(`test/cases/${name}`, join(workspace, name), { recursive: true });
  return workspace;
}

/**
 * @param {import('./vscode/choose-host.mjs').Host} host
 * @param {string} workspace
 * @returns {Promise<{ problem: string | undefined, said: string }>} what went wrong with the run as a whole, and what the host said
 */
async function runSuite(host, workspace) {
  const suite = {
    executable: host.executable,
    env: {
      ...host.env,
      EXT_TEST_RESULTS: resultsFile,
      ...(options.beside && { EXT_TEST_BESIDE: '1' }),
      ...(options.suite !== undefined && { EXT_TEST_SUITE: options.suite }),
      ...(options.suite === 'german' && { EXT_TEST_LANGUAGE: 'de' }),
      ...(options.vsix !== undefined && { EXT_TEST_INSTALLED_IN: folders.extensions }),
    },
    developmentPath: options.vsix === undefined ? project : resolve('test/vscode/empty-extension'),
    testsPath: resolve('out/vscode/index.cjs'),
    workspace,
    userData: folders.userData,
    extensions: folders.extensions,
  };
  const [command = '', ...args] = [...host.command, process.execPath, 'scripts/vscode/run-host.mjs', JSON.stringify(suite)];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (/** @type {Buffer} */ data) => {
      said += String(data);
      if (process.env['EXT_TEST_VERBOSE'] !== undefined) process.stderr.write(data);
    });
  }
  const endGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Already gone.
    }
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => endGroup(signal));
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    endGroup('SIGTERM');
    setTimeout(() => endGroup('SIGKILL'), 8000).unref();
  }, seconds * 1000);
  const code = await new Promise((/** @type {(code: number | null) => void} */ ended) => child.once('close', ended));
  clearTimeout(limit);
  const ended = code === 0 ? undefined : `the host ended with code ${code}`;
  return { problem: late ? `no end within ${seconds} s` : ended, said };
}

/** @param {{ problem: string | undefined, said: string }} run */
function report({ problem, said }) {
  const results = readResults(resultsFile);
  const reason = results.failed > 0 ? undefined : [problem, results.problem].filter(Boolean).join('; ') || undefined;
  if (reason !== undefined) console.error(`${said.trimEnd()}\nThe run failed: ${reason}`);
  const failed = results.failed + (reason === undefined ? 0 : 1);
  console.log(`${results.passed} passed, ${failed} failed`);
  if (failed > 0 || !existsSync(resultsFile)) process.exitCode = 1;
}
