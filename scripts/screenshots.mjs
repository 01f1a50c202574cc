// Takes the pictures of the README and of the walkthrough: `npm run screenshots` → docs/images/*.png and media/walkthrough/*.png.
// `npm run screenshots -- --every-theme` takes the same scenes in VS Code's light, dark and high contrast looks → out/themes/, for people who
// look whether everything can be seen. The packaged extension in VS Code's own server with Chromium.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shoot } from './screenshots/pictures.mjs';
import * as scenes from './screenshots/scenes.mjs';
import { application, article, makeWorkspace, themes, writeSettings } from './screenshots/workspace.mjs';
import { installServer } from './vscode/server-install.mjs';
import { installExtension, startServer, writeUserSettings } from './vscode/server-process.mjs';
import { openWindow, workbenchUrl } from './vscode/window.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const { values: options } = parseArgs({ options: { 'every-theme': { type: 'boolean', default: false } } });
const run = mkdtempSync(join(tmpdir(), 'screenshots-'));
const folders = { run, userData: join(run, 'user'), extensions: join(run, 'extensions') };
const workspace = join(run, 'shop');
const part = { x: 352, y: 0, width: 640, height: 480 };

execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });
makeWorkspace(workspace);
writeUserSettings(folders.userData);
const settingsFile = join(folders.userData, 'User', 'settings.json');
const usual = JSON.parse(readFileSync(settingsFile, 'utf8'));
const installation = installServer('newest', resolve('.vscode-test'));
installExtension(installation, folders, resolve('migrate-to-chainguard.vsix'));
const server = await startServer(installation, folders, () => {});
const { context, page } = await openWindow(installation.chromium, run);
try {
  await scenes.openWorkbench(page, workbenchUrl(server.url, { folder: workspace, payload: [] }));
  if (options['every-theme']) for (const theme of /** @type {(keyof typeof themes)[]} */ (Object.keys(themes))) await everyScene(theme);
  else {
    await readme();
    await walkthrough();
  }
} catch (error) {
  mkdirSync('out', { recursive: true });
  writeFileSync('out/screenshots-failed.png', await page.screenshot());
  console.error('The window as it was: out/screenshots-failed.png');
  throw error;
} finally {
  await context.close();
  await server.stop();
  rmSync(run, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** Whole windows, and what the walkthrough shows of the same scenes. */
async function readme() {
  const take = (/** @type {string} */ name) => shoot(page, `docs/images/${name}.png`);
  await open('light', article);
  await scenes.showHover(page, 'node');
  await take('hover');
  await scenes.closeWidgets(page);
  await scenes.migrate(page);
  await take('migration');
  await scenes.showReport(page);
  await crop('review', { ...part, x: 640, y: 300 });
  await open('light', application);
  await scenes.migrateWorkspace(page);
  await take('workspace');
  await crop('workspace', part);
}

async function walkthrough() {
  await open('light', application);
  await crop('open', part);
  await scenes.showQuickFixes(page, 'npm');
  await crop('remarks', part);
  await scenes.closeWidgets(page);
  await scenes.searchCommand(page, 'Migrate to Chainguard');
  await crop('migrate', { ...part, x: 320 });
  await scenes.closeWidgets(page);
}

/**
 * Parts of windows, small enough to be read in the half of the page that the walkthrough gives them.
 * @param {string} name
 * @param {import('./screenshots/pictures.mjs').Area} area
 */
async function crop(name, area) {
  await shoot(page, `media/walkthrough/${name}.png`, area);
}

/** @param {keyof typeof themes} theme */
async function everyScene(theme) {
  const take = (/** @type {string} */ name) => shoot(page, `out/themes/${name}-${theme}.png`);
  await open(theme, application);
  await take('editor');
  await scenes.showHover(page, 'python3');
  await take('hover');
  await scenes.closeWidgets(page);
  await scenes.showQuickFixes(page, 'apt-get');
  await take('quick-fixes');
  await scenes.closeWidgets(page);
  await scenes.showStatus(page);
  await take('status');
  await scenes.closeWidgets(page);
  await scenes.migrate(page);
  await take('migration');
  await open(theme, application);
  await scenes.migrateWorkspace(page);
  await take('workspace');
}

/**
 * @param {keyof typeof themes} theme
 * @param {string} path
 */
async function open(theme, path) {
  writeSettings(settingsFile, usual, themes[theme].setting);
  await scenes.waitForLook(page, themes[theme].look);
  await scenes.openEditor(page, path);
}
