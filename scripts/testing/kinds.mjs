// The kinds of tests, in the order of their cost.
import { ensureEditors } from './editor-programs.mjs';

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {readonly string[]} folders where its `*.test.ts` are; empty for those that run inside VS Code
 * @property {readonly string[]} builds bundles that must exist first, by the names that scripts/build.mjs takes
 * @property {string} [driver] the script that runs those inside VS Code; scripts/test-vscode.mjs unless said
 * @property {readonly string[]} arguments for it
 * @property {() => void} [prepare] makes sure that the programs exist that it needs; throws an error that says what is missing
 * @property {number} [minutes] how long one of its files may take
 * @property {readonly string[]} [scripts] scripts of package.json, of which each counts as one test
 */

/** @type {readonly Kind[]} */
export const kinds = [
  { name: 'checks', folders: [], builds: [], arguments: [], scripts: ['typecheck', 'lint', 'check-data'] },
  { name: 'unit', folders: ['test/unit'], builds: [], arguments: [] },
  { name: 'cases', folders: ['test/cases'], builds: [], arguments: [] },
  { name: 'fuzz', folders: ['test/fuzz'], builds: [], arguments: [] },
  { name: 'protocol', folders: ['test/protocol'], builds: ['server'], arguments: [] },
  { name: 'cli', folders: ['test/cli'], builds: ['cli', 'server'], arguments: [] },
  { name: 'editors', folders: ['test/editors'], builds: ['cli', 'server'], arguments: [], prepare: ensureEditors },
  { name: 'containers', folders: ['test/containers'], builds: ['cli'], arguments: [], minutes: 30 },
  { name: 'window', folders: ['test/window'], builds: ['report-panel', 'server'], arguments: [], minutes: 15 },
  { name: 'vscode', folders: [], builds: [], arguments: [] },
  { name: 'folders', folders: [], builds: [], arguments: ['--suite', 'folders'] },
  { name: 'german', folders: [], builds: [], arguments: ['--suite', 'german'] },
  { name: 'web', folders: [], builds: [], driver: 'scripts/test-web.mjs', arguments: [] },
  { name: 'beside', folders: [], builds: [], arguments: ['--beside'] },
  { name: 'vsix', folders: [], builds: [], arguments: ['--vsix', 'migrate-to-chainguard.vsix'] },
];
