// Keeps the documentation true: `npm run docs` writes anew what derives from the code, `npm run docs -- --check` fails where it is stale.
// Derived are the stretches between `<!-- generated: … -->` and `<!-- /generated -->` (scripts/docs/stretches.mjs) and the results of the
// examples on rule pages (scripts/docs/examples.mjs). Prose is never touched. Checked besides: pages, sections, links, commands.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDependencies, checkScripts } from './docs/commands.mjs';
import { checkLinks } from './docs/links.mjs';
import { checkRulePages, fillRulePage, rulesFolder } from './docs/rule-pages.mjs';
import { settingsSchemas } from './docs/settings-schema.mjs';
import { fillStretches } from './docs/stretches.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const checkOnly = process.argv.includes('--check');

const paths = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownBelow('docs')].filter((path) => existsSync(path));
/** @type {string[]} */
const faults = [...checkRulePages()];
/** @type {Map<string, string>} */
const pages = new Map();
for (const path of paths) {
  const old = readFileSync(path, 'utf8');
  const note = (/** @type {string} */ fault) => void faults.push(`${path}: ${fault}`);
  const filled = fillStretches(old, note);
  const fresh = dirname(path) === rulesFolder ? fillRulePage(path, filled, note) : filled;
  pages.set(path, fresh);
  refresh(path, old, fresh);
}
for (const [path, text] of settingsSchemas()) refresh(path, existsSync(path) ? readFileSync(path, 'utf8') : '', text);
faults.push(...checkLinks(pages), ...checkScripts(pages), ...checkDependencies(pages.get('docs/architecture.md') ?? ''));

for (const fault of faults) console.error(fault);
console.log(`${pages.size} pages, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;

/**
 * Writes a file that is stale, or says so.
 * @param {string} path
 * @param {string} old
 * @param {string} fresh
 */
function refresh(path, old, fresh) {
  if (fresh === old) return;
  if (checkOnly) faults.push(`${path}: stale from line ${firstDifference(old, fresh)} on; npm run docs writes it anew`);
  else {
    writeFileSync(path, fresh);
    console.log(`written: ${path}`);
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function markdownBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();
}

/**
 * @param {string} old
 * @param {string} fresh
 */
function firstDifference(old, fresh) {
  const lines = old.split('\n');
  return fresh.split('\n').findIndex((line, index) => line !== lines[index]) + 1;
}
