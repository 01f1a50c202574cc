// What the pictures show: each function brings the window to one scene, with the keyboard wherever a person could.

import { dirname } from 'node:path';

/** @typedef {import('playwright-core').Page} Page */

const seconds = 1000;

/**
 * @param {Page} page
 * @param {string} url
 */
export async function openWorkbench(page, url) {
  // Slow machines take their time.
  page.setDefaultTimeout(300 * seconds);
  await page.goto(url);
  await page.waitForSelector('.explorer-folders-view .monaco-list-row');
}

/**
 * Waits until the window looks as the settings say.
 * @param {Page} page
 * @param {'vs' | 'vs-dark' | 'hc-black' | 'hc-light'} look class of the workbench
 */
export async function waitForLook(page, look) {
  await page.waitForSelector(`.monaco-workbench.${look}`);
}

/**
 * One Dockerfile, nothing else, with remarks and the code lens.
 * @param {Page} page
 * @param {string} path as Quick Open finds it
 */
export async function openEditor(page, path) {
  await runCommand(page, 'View: Close All Editors');
  await page.waitForSelector('.monaco-editor', { state: 'detached' });
  await page.keyboard.press('Control+p');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(path);
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: dirname(path) })
    .first()
    .click();
  await page.waitForSelector('.monaco-editor [class*="squiggly-"]');
  await page.waitForSelector('.codelens-decoration a');
  // What arrives late (folding, tokens, the light bulb) redraws lines.
  await page.waitForTimeout(3 * seconds);
}

/**
 * @param {Page} page
 * @param {string} text of the word that the cursor goes to
 */
export async function showHover(page, text) {
  const shown = page.locator('.monaco-hover:not(.hidden) .hover-row').first();
  for (let attempt = 1; !(await shown.isVisible()); attempt++) {
    if (attempt > 10) throw new Error(`There is no hover on ${text}.`);
    await word(page, text).click();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await page.waitForTimeout(1.5 * seconds);
  }
}

/**
 * @param {Page} page
 * @param {string} text
 */
export async function showQuickFixes(page, text) {
  // There are two of these elements; the first is shown.
  const menu = page.locator('.action-widget').first();
  for (let attempt = 1; !(await menu.isVisible()); attempt++) {
    if (attempt > 10) throw new Error(`There is nothing to choose from on ${text}.`);
    await word(page, text).click();
    await page.keyboard.press('Control+.');
    await page.waitForTimeout(2 * seconds);
  }
}

/**
 * @param {Page} page
 * @param {string} title
 */
export async function searchCommand(page, title) {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(title);
  await command(page, title).waitFor();
}

/**
 * The diff, with the panel beside it.
 * @param {Page} page
 */
export async function migrate(page) {
  await runCommand(page, 'Migrate to Chainguard');
  await page.waitForSelector('.monaco-diff-editor .line-insert');
  await panelOf(page).locator('#review').waitFor();
}

/**
 * The panel from its report on.
 * @param {Page} page
 */
export async function showReport(page) {
  await panelOf(page)
    .locator('#review')
    .evaluate((heading) => heading.scrollIntoView({ block: 'center' }));
}

/** @param {Page} page */
export async function migrateWorkspace(page) {
  await runCommand(page, 'Migrate All Dockerfiles in Workspace');
  await page.waitForSelector('.multiDiffEditor .line-insert');
}

/** @param {Page} page */
export async function showStatus(page) {
  await page.locator('[id="status.languageStatus"]').first().click();
  await page.locator('.hover-language-status').filter({ hasText: 'distroless' }).first().waitFor();
}

/**
 * Back to the editor alone.
 * @param {Page} page
 */
export async function closeWidgets(page) {
  // Under the pointer a hover would come back, and lie over what is clicked next.
  await page.mouse.move(900, 700);
  for (let times = 1; times <= 2; times++) await page.keyboard.press('Escape');
}

/** @param {Page} page */
export function panelOf(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/**
 * @param {Page} page
 * @param {string} title
 */
async function runCommand(page, title) {
  await searchCommand(page, title);
  await command(page, title).click();
}

/**
 * @param {Page} page
 * @param {string} title
 */
function command(page, title) {
  return page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
}

/**
 * @param {Page} page
 * @param {string} text
 */
function word(page, text) {
  return page.locator('.monaco-editor .view-line').locator('span span', { hasText: text }).first();
}
