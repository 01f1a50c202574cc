// What the pages say about package.json: every command that they name exists, and every dependency has its reason.
import { readFileSync } from 'node:fs';

/** npm's own commands, and scripts that npm knows by themselves. */
const OWN = new Set(['ci', 'install', 'run', 'test', 'rebuild', 'prune', 'start', 'init', 'audit', 'pack', 'approve-scripts']);

function manifest() {
  return JSON.parse(readFileSync('package.json', 'utf8'));
}

/**
 * `npm run NAME` on pages about this project; pages about rules speak of other people's scripts.
 * @param {ReadonlyMap<string, string>} pages
 * @returns {string[]}
 */
export function checkScripts(pages) {
  const { scripts } = manifest();
  return [...pages]
    .filter(([path]) => !path.startsWith('docs/rules/'))
    .flatMap(([path, text]) =>
      [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !(name in scripts) && !OWN.has(name))
        .map((name) => `${path}: there is no script ${name} in package.json`),
    );
}

/**
 * @param {string} page docs/architecture.md
 * @returns {string[]}
 */
export function checkDependencies(page) {
  const { dependencies = {}, devDependencies = {} } = manifest();
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => !page.includes(`\`${name}\``))
    .map((name) => `docs/architecture.md does not say why ${name} is a dependency`);
}
