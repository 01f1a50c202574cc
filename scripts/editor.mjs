// Opens VS Code with the packaged extension on a sample: `npm run editor [-- DOCKERFILE]`. Prints an address for the browser; Ctrl+C ends it.
// It is VS Code's own server out of an npm package, on this machine only, with settings and extensions of its own.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asTyped, installDependencies, run } from './try/prepare.mjs';
import { sample, sampleFiles } from './try/sample.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
if (process.platform !== 'linux') {
  console.error('This works on Linux only. Elsewhere: npm ci, open this folder in VS Code, press F5.');
  process.exit(1);
}
installDependencies();
// These need what has just been installed.
const { installServer } = await import('./vscode/server-install.mjs');
const { installExtension, startServer } = await import('./vscode/server-process.mjs');
const { remoteUri, workbenchUrl } = await import('./vscode/window.mjs');

const [named] = process.argv.slice(2);
const dockerfile = named === undefined ? copyOfSample() : asTyped(named);
const installation = installServer('newest', resolve('.vscode-test'), { browser: false });
console.log('Packaging the extension …');
run('npm', ['run', '--silent', 'package'], { quiet: true });
const temporary = mkdtempSync(join(tmpdir(), 'editor-'));
const folders = { run: temporary, userData: join(temporary, 'user'), extensions: join(temporary, 'extensions') };
try {
  installExtension(installation, folders, resolve('migrate-to-chainguard.vsix'));
  const server = await startServer(installation, folders, () => {});
  const openFile = remoteUri(server.url, dockerfile);
  const address = workbenchUrl(server.url, { folder: dirname(dockerfile), payload: [['openFile', openFile]] });
  console.log(`\nVS Code ${installation.version} with the extension, on ${dockerfile}:\n\n  ${address}\n`);
  console.log('Press F1 there and choose "Migrate to Chainguard". Ctrl+C here ends it.');
  const interrupted = new Promise((/** @type {(why: string) => void} */ ended) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => ended('Ended.'));
  });
  console.log(await Promise.race([interrupted, server.ended]));
  await server.stop();
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** A fresh copy each time: people are meant to change it. */
function copyOfSample() {
  const folder = resolve('out/editor/sample');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of sampleFiles) cpSync(join(dirname(sample), name), join(folder, name));
  return join(folder, basename(sample));
}
