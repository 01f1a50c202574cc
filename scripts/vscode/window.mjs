// A window on VS Code's server: headless Chromium with the workbench in it.
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * @param {string} executablePath
 * @param {string} run folder for the browser's profile
 */
export async function openWindow(executablePath, run) {
  const context = await chromium.launchPersistentContext(join(run, 'chromium'), {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page };
}

/**
 * The address of the workbench.
 * @param {string} server
 * @param {{ folder: string | undefined, payload: readonly (readonly [string, string])[] }} options `payload`: what a desktop takes as arguments
 */
export function workbenchUrl(server, { folder, payload }) {
  const url = new URL(server);
  if (folder === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  url.searchParams.set('payload', JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload]));
  return url.href;
}

/**
 * How the workbench names a file of the machine that the server runs on.
 * @param {string} server
 * @param {string} path absolute
 */
export function remoteUri(server, path) {
  return `vscode-remote://${new URL(server).host}${path}`;
}
