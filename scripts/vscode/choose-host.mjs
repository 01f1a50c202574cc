// Which VS Code the tests run in.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { displayCommand, downloadDesktop } from './desktop-host.mjs';
import { installServer } from './server-install.mjs';
import { installExtension } from './server-process.mjs';

/**
 * @typedef {object} Host
 * @property {string} title for people
 * @property {string} executable for @vscode/test-electron
 * @property {Readonly<Record<string, string>>} env what the executable needs
 * @property {readonly string[]} command in front of the process that starts the executable
 * @property {(vsix: string, folders: import('./server-process.mjs').ServerOptions) => void} install
 */

/**
 * `auto` takes the server only when the *download* of the desktop fails: failing tests are never a reason to try another host.
 * @param {string} wish auto, desktop or server
 * @param {string} editor newest or oldest
 * @param {string} cache folder that Git ignores
 * @returns {Promise<Host>} rejects when no host can be had
 */
export async function chooseHost(wish, editor, cache) {
  mkdirSync(cache, { recursive: true });
  if (wish === 'server') return serverHost(editor, cache);
  if (wish !== 'desktop' && wish !== 'auto') throw new Error(`EXT_TEST_HOST is ${wish}; it can be auto, desktop or server.`);
  let executable;
  try {
    executable = await downloadDesktop(editor, cache);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (wish === 'desktop') throw new Error(`VS Code could not be downloaded: ${reason}`, { cause: error });
    console.log(`VS Code could not be downloaded (${reason}); taking its server from npm.`);
    return serverHost(editor, cache);
  }
  return desktopHost(executable, editor);
}

/**
 * @param {string} executable
 * @param {string} editor
 * @returns {Host}
 */
function desktopHost(executable, editor) {
  const [cli = executable, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  return {
    title: `desktop VS Code, ${editor}`,
    executable,
    env: {},
    command: displayCommand(),
    install(vsix, { userData, extensions }) {
      execFileSync(cli, [...cliArgs, '--install-extension', vsix, '--extensions-dir', extensions, '--user-data-dir', userData], {
        stdio: 'inherit',
      });
    },
  };
}

/**
 * @param {string} editor
 * @param {string} cache
 * @returns {Host}
 */
function serverHost(editor, cache) {
  const installation = installServer(editor, cache);
  return {
    title: `server of VS Code ${installation.version} with Chromium`,
    executable: standInCommand(cache),
    env: { EXT_TEST_SERVER: JSON.stringify(installation) },
    command: [],
    install: (vsix, folders) => installExtension(installation, folders, vsix),
  };
}

/**
 * A command that @vscode/test-electron can start like the desktop's.
 * @param {string} cache
 */
function standInCommand(cache) {
  const file = join(cache, 'code-stand-in');
  const script = fileURLToPath(new URL('code-stand-in.mjs', import.meta.url));
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
