// Runs test/web/ in VS Code for the Web: `node scripts/test-web.mjs [--results FILE]`. The packaged extension, Chromium, and no Node behind it.
// EXT_TEST_TIMEOUT: seconds. EXT_TEST_VERBOSE: everything that the page says.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readResults } from './vscode/results.mjs';
import { installServer } from './vscode/server-install.mjs';
import { installExtension } from './vscode/server-process.mjs';
import { openWindow } from './vscode/window.mjs';
import { serveFiles } from './web/file-server.mjs';
import { filesBelow } from './web/workspace-files.mjs';
import { script, staticPath, workbenchPage, workbenchScript } from './web/workbench-page.mjs';

const { values: options } = parseArgs({ options: { results: { type: 'string' } } });
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const seconds = Number(process.env['EXT_TEST_TIMEOUT'] ?? 600);
const verbose = process.env['EXT_TEST_VERBOSE'] !== undefined;
const run = mkdtempSync(join(tmpdir(), 'vscode-web-'));
const resultsFile = resolve(options.results ?? join(run, 'results.jsonl'));
/** @type {string[]} */
const said = [];
/** @type {(() => Promise<unknown>)[]} */
const closers = [];
const interrupted = new Promise((/** @type {(why: string) => void} */ ended) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => ended(`got ${signal}`));
});

try {
  const installation = installServer('newest', resolve('.vscode-test'));
  console.log(`Host: VS Code ${installation.version} for the Web with Chromium`);
  execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync(process.execPath, ['scripts/build/web-test-suite.mjs'], { stdio: 'inherit' });
  const folders = { run, userData: join(run, 'user'), extensions: join(run, 'extensions') };
  for (const folder of [folders.extensions, dirname(resultsFile)]) mkdirSync(folder, { recursive: true });
  installExtension(installation, folders, resolve('migrate-to-chainguard.vsix'));
  rmSync(resultsFile, { force: true });
  report(await runSuite(installation, folders.extensions));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  for (const close of closers.toReversed()) await close().catch((/** @type {unknown} */ error) => console.error(String(error)));
  rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/**
 * @param {{ root: string, chromium: string }} installation
 * @param {string} extensions where the extension is installed
 * @returns {Promise<string | undefined>} what went wrong with the run as a whole
 */
async function runSuite({ root, chromium }, extensions) {
  const installed = readdirSync(extensions).filter((name) => existsSync(join(extensions, name, 'package.json')));
  const text = workbenchScript(root);
  const workspace = JSON.stringify(
    filesBelow({ '': 'test/vscode/workspace', article: 'test/cases/article', 'article-direct': 'test/cases/article-direct' }),
  );
  const server = await serveFiles({
    folders: { [staticPath]: root, '/extensions': extensions, '/tests': resolve('out/web') },
    made: {
      '/': () => ({ type: 'text/html; charset=utf-8', text: page() }),
      [`${staticPath}/${script}`]: () => ({ type: 'text/javascript; charset=utf-8', text }),
      '/workspace.json': () => ({ type: 'application/json', text: workspace }),
    },
    posted: (line) => appendFileSync(resultsFile, `${line}\n`),
  });
  closers.push(server.close);
  const origin = `http://127.0.0.1:${server.port}`;
  const elsewhere = `http://localhost:${server.port}`;
  const page = () =>
    workbenchPage(root, {
      origin,
      folder: 'virtual-repository://example/project',
      installed: installed.map((name) => `${elsewhere}/extensions/${name}`),
      development: [`${elsewhere}/tests/virtual-repository`],
      tests: `${elsewhere}/tests/virtual-repository/index.js`,
      settings: JSON.parse(readFileSync('scripts/vscode/user-settings.json', 'utf8')),
    });
  return await runInBrowser(chromium, origin);
}

/**
 * @param {string} chromium
 * @param {string} address
 * @returns {Promise<string | undefined>}
 */
async function runInBrowser(chromium, address) {
  const { context, page } = await openWindow(chromium, run);
  closers.push(() => context.close());
  page.on('console', (message) => say(`[${message.type()}] ${message.text()}`));
  page.on('pageerror', (error) => say(`[page] ${error.stack ?? error.message}`));
  /** @type {(why: string | undefined) => void} */
  let end = () => {};
  const ended = new Promise((/** @type {(why: string | undefined) => void} */ settle) => {
    end = settle;
  });
  context.on('close', () => end('the browser ended'));
  page.on('crash', () => end('the page crashed'));
  setTimeout(() => end(`no end within ${seconds} s`), seconds * 1000).unref();
  void interrupted.then(end);
  // The two functions by which the workbench tells a driver about test runs.
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) =>
    end(code === 0 ? undefined : `the host ended with code ${code}`),
  );
  await page.goto(address);
  return await ended;
}

/** @param {string} line */
function say(line) {
  if (verbose) console.error(line);
  // The page asks for files and services that only a server or a gallery has.
  if (
    /^\[(log|info|debug)\]|Failed to load resource|manifest\.json|Creation of workbench contribution|vscode\.\S+' failed: Not Found/.test(
      line,
    )
  )
    return;
  said.push(line.slice(0, 2000));
  if (said.length > 40) said.shift();
}

/** @param {string | undefined} problem */
function report(problem) {
  const results = readResults(resultsFile);
  const reason = results.failed > 0 ? undefined : [problem, results.problem].filter(Boolean).join('; ') || undefined;
  if (reason !== undefined) console.error(`${said.join('\n')}\nThe run failed: ${reason}`);
  const failed = results.failed + (reason === undefined ? 0 : 1);
  console.log(`${results.passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
