// The folder that the pictures are taken in: three applications, copied from the repository.
import { cpSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sample, sampleFiles } from '../try/sample.mjs';

/**
 * The looks that VS Code itself brings, by their names in its settings; `look` is the class that the workbench then has.
 * @type {Readonly<Record<'light' | 'dark' | 'hc' | 'hcLight', { setting: string, look: 'vs' | 'vs-dark' | 'hc-black' | 'hc-light' }>>}
 */
export const themes = {
  light: { setting: 'Default Light Modern', look: 'vs' },
  dark: { setting: 'Default Dark Modern', look: 'vs-dark' },
  hc: { setting: 'Default High Contrast', look: 'hc-black' },
  hcLight: { setting: 'Default High Contrast Light', look: 'hc-light' },
};

/** Dockerfiles below the folder: of the article, and of the sample that the walkthrough opens. */
export const article = `api/${basename(sample)}`;
export const application = 'web/Dockerfile';

/** @param {string} folder is made; its name is in the pictures */
export function makeWorkspace(folder) {
  for (const name of sampleFiles) cpSync(join(dirname(sample), name), join(folder, dirname(article), name));
  cpSync('media/sample', join(folder, dirname(application)), { recursive: true });
  cpSync('examples/express', join(folder, 'worker'), { recursive: true });
}

/**
 * @param {string} file settings.json of the user
 * @param {Readonly<Record<string, unknown>>} usual
 * @param {string} theme
 */
export function writeSettings(file, usual, theme) {
  const settings = {
    ...usual,
    'workbench.colorTheme': theme,
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    'window.title': '${activeEditorShort}',
    'editor.minimap.enabled': false,
    'workbench.layoutControl.enabled': false,
    'explorer.compactFolders': false,
    'outline.collapseItems': 'alwaysCollapse',
  };
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}
