// Takes the pictures of the README: `npm run screenshots` → docs/images/*.png.
// The packaged extension in VS Code's own server with Chromium, on a copy of the sample.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sample, sampleFiles } from './try/sample.mjs';
import { installServer } from './vscode/server-install.mjs';
import { installExtension, startServer } from './vscode/server-process.mjs';
import { openWindow, remoteUri, workbenchUrl } from './vscode/window.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const run = mkdtempSync(join(tmpdir(), 'screenshots-'));
const folders = { run, userData: join(run, 'user'), extensions: join(run, 'extensions') };
// The folder's name is in the pictures.
const workspace = join(run, basename(dirname(sample)));
const seconds = 1000;

execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });
for (const name of sampleFiles) cpSync(join(dirname(sample), name), join(workspace, name));
const installation = installServer('newest', resolve('.vscode-test'));
installExtension(installation, folders, resolve('migrate-to-chainguard.vsix'));
const server = await startServer(installation, folders, () => {});
const { context, page } = await openWindow(installation.chromium, run);
try {
  const openFile = remoteUri(server.url, join(workspace, basename(sample)));
  await page.goto(workbenchUrl(server.url, { folder: workspace, payload: [['openFile', openFile]] }));
  await page.waitForSelector('.monaco-editor [class*="squiggly-"]', { timeout: 60 * seconds });
  await hover();
  await quickFixes();
  await palette();
  await migration();
} catch (error) {
  writeFileSync('out/screenshots-failed.png', await page.screenshot());
  console.error('The window as it was: out/screenshots-failed.png');
  throw error;
} finally {
  await context.close();
  await server.stop();
  rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function hover() {
  const shown = page.locator('.monaco-hover:not(.hidden) .hover-row').first();
  // What arrives late (folding, tokens, the light bulb) redraws the line and sends a hover away.
  for (let attempt = 1; !(await shown.isVisible()); attempt++) {
    if (attempt > 10) throw new Error('There is no hover.');
    await page.mouse.move(900, 600);
    await firstImage().hover();
    await page.waitForTimeout(1.5 * seconds);
  }
  await shoot('diagnostics');
}

async function quickFixes() {
  await firstImage().click();
  await page.keyboard.press('Control+.');
  // There are two of these elements; the first is shown.
  await page
    .locator('.action-widget')
    .first()
    .waitFor({ timeout: 10 * seconds });
  await shoot('quick-fixes');
  await page.keyboard.press('Escape');
}

async function palette() {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget input', { timeout: 10 * seconds });
  await page.keyboard.type('Migrate to Chainguard');
  await command().waitFor({ timeout: 10 * seconds });
  await shoot('palette');
}

async function migration() {
  await command().click();
  await page.waitForSelector('.monaco-diff-editor .line-insert', { timeout: 20 * seconds });
  const panel = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await panel
    .locator('h1')
    .first()
    .waitFor({ timeout: 20 * seconds });
  await shoot('migration');
}

function firstImage() {
  return page.locator('.monaco-editor .view-line', { hasText: 'FROM' }).first().locator('span span', { hasText: 'node' }).first();
}

function command() {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: /^Migrate to Chainguard/ }).first();
}

/** @param {string} name */
async function shoot(name) {
  // Menus and hovers fade in.
  await page.waitForTimeout(700);
  mkdirSync('docs/images', { recursive: true });
  await page.screenshot({ path: `docs/images/${name}.png` });
  console.log(`docs/images/${name}.png`);
}
