// Takes the arguments that @vscode/test-electron gives to the desktop executable, and runs VS Code's server and a headless browser instead.
// Ends with the tests' exit code; 70 and above when something else ended first. EXT_TEST_SERVER: what `installServer` returned, as JSON.
// EXT_TEST_LANGUAGE: what VS Code takes for the language of the display. Its own texts stay English, having no language pack.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer } from './server-process.mjs';
import { openWindow, remoteUri, workbenchUrl } from './window.mjs';

const { values: options, positionals } = parseArgs({
  // The desktop knows more arguments than have a meaning here.
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});
const installation = JSON.parse(process.env['EXT_TEST_SERVER'] ?? '{}');
const verbose = process.env['EXT_TEST_VERBOSE'] !== undefined;
const run = mkdtempSync(join(tmpdir(), 'vscode-test-'));
/** @type {(() => Promise<unknown>)[]} */
const closers = [];
/** @type {string[]} */
const lastErrors = [];

let ending = false;
/**
 * @param {number} code
 * @param {string} [why]
 */
async function end(code, why) {
  if (ending) return;
  ending = true;
  if (why !== undefined) console.error(`code-stand-in: ${why}`);
  if (code !== 0 && lastErrors.length > 0) console.error(['Last errors of the window:', ...lastErrors].join('\n  '));
  for (const close of closers.toReversed()) await Promise.race([close().catch(() => {}), sleep(5000)]);
  rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end(130, `got ${signal}`));
process.on('unhandledRejection', (error) => void end(70, error instanceof Error ? (error.stack ?? error.message) : String(error)));

const server = await startServer(
  installation,
  {
    run,
    userData: absolute('user-data-dir') ?? join(run, 'user'),
    extensions: absolute('extensions-dir') ?? join(run, 'extensions'),
    driver: true,
  },
  (line) => verbose && process.stderr.write(line),
);
closers.push(server.stop);
void server.ended.then((why) => end(71, why));

const { context, page } = await openWindow(installation.chromium, run);
closers.push(() => context.close());
context.on('close', () => void end(72, 'the browser ended'));
page.on('crash', () => void end(73, 'the page crashed'));
page.on('pageerror', (error) => remember(String(error)));
page.on('console', (message) => {
  if (message.type() === 'error') remember(message.text());
  if (verbose) process.stderr.write(`[${message.type()}] ${message.text()}\n`);
});
const language = process.env['EXT_TEST_LANGUAGE'];
if (language !== undefined) {
  await context.addInitScript((wanted) => {
    Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: wanted });
  }, language);
}
// The two functions by which the workbench tells a driver about test runs.
await page.exposeFunction('codeAutomationLog', () => {});
await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => void end(code));
await page.goto(workbenchUrl(server.url, { folder: positionals[0] && resolve(positionals[0]), payload: payload() }), { timeout: 120_000 });

/** @returns {(readonly [string, string])[]} */
function payload() {
  const development = /** @type {readonly string[]} */ (options.extensionDevelopmentPath ?? []);
  const tests = absolute('extensionTestsPath');
  return [
    ...development.map((path) => /** @type {const} */ (['extensionDevelopmentPath', remoteUri(server.url, resolve(path))])),
    ...(tests === undefined ? [] : [/** @type {const} */ (['extensionTestsPath', remoteUri(server.url, tests)])]),
  ];
}

/** @param {keyof typeof options} name */
function absolute(name) {
  const value = options[name];
  return typeof value === 'string' ? resolve(value) : undefined;
}

/** @param {string} text */
function remember(text) {
  // The page asks for files and services that only a desktop or a gallery has.
  if (/Failed to load resource|manifest\.json|Service Worker|bad HTTP response code|open-vsx|vsda|bindings file/.test(text)) return;
  lastErrors.push(text.replace(/^%c\s*ERR color: #\w+ /, '').slice(0, 1500));
  if (lastErrors.length > 20) lastErrors.shift();
}
