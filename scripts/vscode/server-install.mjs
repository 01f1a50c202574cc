// VS Code's own server, out of the npm package code-server, in an ignored folder: for machines where the desktop build cannot be downloaded.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ensurePrograms } from './debian-packages.mjs';
import { unpack } from './npm-tarball.mjs';
import { editors, nodes } from './versions.mjs';

/** Needs an account, or programs of another platform. */
const unusedParts = [
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'extensions/microsoft-authentication',
  'node_modules/@github',
];

/**
 * Installs what is missing. Takes about 15 s once, nothing later.
 * @param {string} editor a key of `editors`
 * @param {string} cache folder that Git ignores
 * @param {{ browser?: boolean }} [needs] `browser: false`: a person brings their own
 * @returns {{ root: string, node: string, chromium: string, version: string }} the server's folder, the Node to run it with, the browser
 */
export function installServer(editor, cache, { browser = true } = {}) {
  if (process.platform !== 'linux')
    throw new Error("VS Code's server out of npm is set up for Linux only; use EXT_TEST_HOST=desktop here.");
  const chromium = process.env['CHROME_BIN'] ?? '/usr/bin/chromium';
  if (browser) {
    ensurePrograms([
      { file: chromium, packages: ['chromium'] },
      { file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', packages: ['fonts-dejavu-core'] },
    ]);
  }
  const { server, ownNode } = editors[editor] ?? unknownEditor(editor);
  const node = ownNode ? process.execPath : installNode(cache);
  const root = resolve(cache, `${server.name}-${server.version}`);
  once(root, (folder) => {
    console.log(`Installing VS Code's server from npm: ${server.name}@${server.version}`);
    unpack(server, 'lib/vscode', folder);
    // `npm ci` refuses the package's own lock file.
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH']}` };
    const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', install, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const part of unusedParts) rmSync(join(folder, part), { recursive: true, force: true });
  });
  provideSearch(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { root, node, chromium, version };
}

/**
 * Old servers fetch their search program when they are installed, from a place that is not a registry. Without it no file is ever found.
 * @param {string} root the server's folder
 */
function provideSearch(root) {
  const ripgrep = join(root, 'node_modules/@vscode/ripgrep');
  if (!existsSync(ripgrep) || existsSync(join(ripgrep, 'bin/rg'))) return;
  ensurePrograms([{ file: '/usr/bin/rg', packages: ['ripgrep'] }]);
  mkdirSync(join(ripgrep, 'bin'), { recursive: true });
  symlinkSync('/usr/bin/rg', join(ripgrep, 'bin/rg'));
}

/** @param {string} cache */
function installNode(cache) {
  const tarball = nodes[`${process.platform}-${process.arch}`];
  if (tarball === undefined) throw new Error(`There is no pinned Node for ${process.platform}-${process.arch}.`);
  const folder = resolve(cache, `${tarball.name}-${tarball.version}`);
  once(folder, (target) => unpack(tarball, 'bin', target));
  return join(folder, 'node');
}

/**
 * Makes a folder once and whole: an installation that broke off is started anew.
 * @param {string} folder
 * @param {(folder: string) => void} make
 */
function once(folder, make) {
  const stamp = join(folder, '.complete');
  if (existsSync(stamp)) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  make(partial);
  renameSync(partial, folder);
  writeFileSync(stamp, '');
}

/**
 * @param {string} editor
 * @returns {never}
 */
function unknownEditor(editor) {
  throw new Error(`EXT_TEST_VSCODE is ${editor}; it can be ${Object.keys(editors).join(' or ')}.`);
}
