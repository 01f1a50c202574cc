// Starts VS Code's server on a free port of this machine, and ends it.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} ServerOptions
 * @property {string} run everything that the server writes for itself; also its TMPDIR, or its sockets pile up
 * @property {string} userData
 * @property {string} extensions
 * @property {boolean} [driver] whether a test run drives the workbench. Without it the built server ignores the paths of the extension under
 *   development and of the tests; with it no notification pops up.
 */

/**
 * @param {{ root: string, node: string }} installation
 * @param {ServerOptions} folders
 * @param {(line: string) => void} log what the server says
 * @returns {Promise<{ url: string, ended: Promise<string>, stop: () => Promise<void> }>} rejects when the server ends before it listens
 */
export async function startServer({ root, node }, folders, log) {
  writeUserSettings(folders.userData);
  const temporary = join(folders.run, 't');
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const args = [
    join(root, 'out/server-main.js'),
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    `--server-data-dir=${join(folders.run, 'server')}`,
    `--user-data-dir=${folders.userData}`,
    `--extensions-dir=${folders.extensions}`,
    '--disable-telemetry',
    '--disable-experiments',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--force-disable-user-env',
    ...(folders.driver === true ? ['--enable-smoke-test-driver'] : []),
    '--log=info',
  ];
  const env = { ...environment(), TMPDIR: temporary, XDG_RUNTIME_DIR: temporary };
  const server = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = new Promise((/** @type {(why: string) => void} */ resolve) => {
    server.once('error', (error) => resolve(`VS Code's server did not start: ${error.message}`));
    server.once('exit', (code, signal) => resolve(`VS Code's server ended (${code ?? signal})`));
  });
  const listening = new Promise((/** @type {(url: string) => void} */ resolve) => {
    let said = '';
    const listen = (/** @type {Buffer} */ data) => {
      said += String(data);
      log(String(data));
      const port = /listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined && said.includes('Web UI available')) resolve(`http://127.0.0.1:${port}`);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
  });
  const url = await Promise.race([listening, ended.then((why) => Promise.reject(new Error(why)))]);
  const stop = async () => {
    killGroup(server.pid, 'SIGTERM');
    await Promise.race([ended, sleep(3000)]);
    killGroup(server.pid, 'SIGKILL');
  };
  return { url, ended, stop };
}

/**
 * Puts a .vsix into an extensions folder, as a user would.
 * @param {{ root: string, node: string }} installation
 * @param {ServerOptions} folders
 * @param {string} vsix
 */
export function installExtension({ root, node }, folders, vsix) {
  const args = ['--install-extension', vsix, '--extensions-dir', folders.extensions, '--user-data-dir', folders.userData];
  const server = ['--server-data-dir', join(folders.run, 'server'), '--accept-server-license-terms'];
  // Its complaint about a missing native logger is of no interest unless the installation fails; then the error holds it.
  execFileSync(node, [join(root, 'out/server-main.js'), ...server, ...args], { stdio: 'pipe', env: environment() });
}

/** @param {string} userData */
export function writeUserSettings(userData) {
  const file = join(userData, 'User', 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(userData, 'User'), { recursive: true });
  copyFileSync(fileURLToPath(new URL('user-settings.json', import.meta.url)), file);
}

/** The environment without what npm, or a VS Code around this process, put into it. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_|ELECTRON_)/.test(name)));
}

/**
 * @param {number | undefined} pid leader of the group
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}
