// Examples on rule pages. They are run: what a page says about its Dockerfile is what the engine says.
//
// ```dockerfile before strategy=auto files=app.js,src/   the Dockerfile; settings of the engine and further files of the build context
// ```json file=package.json                              a file of the build context with its text
// ```text says                                           written by `npm run docs`: remarks and report of the page's own rule
// ```dockerfile after                                    written by `npm run docs`: the migrated text
import { examine } from '../../server/src/migration/index.ts';
import { memoryFiles } from '../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS } from '../../server/src/settings.ts';

const FENCE = /^```(\w+) ([^\n`]+)\n([\s\S]*?)^```$/gm;

/**
 * @typedef {object} Example
 * @property {string} dockerfile
 * @property {Readonly<Record<string, string>>} options
 * @property {Record<string, string>} files
 */

/**
 * Fills in the results.
 * @param {string} rule id
 * @param {string} text the page
 * @param {(fault: string) => void} note
 */
export function runExamples(rule, text, note) {
  const examples = collect(text);
  if (examples.length === 0) note('has no example');
  let index = -1;
  return text.replace(FENCE, (whole, /** @type {string} */ language, /** @type {string} */ info) => {
    const [word = ''] = info.split(' ');
    if (word === 'before') index++;
    const example = examples[index];
    if ((word !== 'says' && word !== 'after') || example === undefined) return whole;
    const result = word === 'says' ? said(rule, example, note) : migrated(example, note);
    return `\`\`\`${language} ${info}\n${result}\`\`\``;
  });
}

/** @param {string} text */
function collect(text) {
  /** @type {Example[]} */
  const examples = [];
  for (const [, , info = '', body = ''] of text.matchAll(FENCE)) {
    const [word = '', ...pairs] = info.trim().split(/\s+/);
    if (word === 'before') examples.push({ dockerfile: body, options: optionsOf(pairs), files: {} });
    const file = optionsOf([word])['file'];
    const current = examples.at(-1);
    if (file !== undefined && current !== undefined) current.files[file] = body;
  }
  return examples;
}

/**
 * @param {readonly string[]} pairs
 * @returns {Record<string, string>}
 */
function optionsOf(pairs) {
  return Object.fromEntries(pairs.filter((pair) => pair.includes('=')).map((pair) => pair.split('=', 2)));
}

/** @param {Example} example */
function run({ dockerfile, options: { files = '', ...settings }, files: texts }) {
  const listing = files.split(',').filter(Boolean);
  return examine({
    path: 'Dockerfile',
    text: dockerfile,
    files: memoryFiles({ Dockerfile: dockerfile, ...texts }, { listing }),
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });
}

/**
 * @param {string} rule
 * @param {Example} example
 * @param {(fault: string) => void} note
 */
function said(rule, example, note) {
  const { findings, migration } = run(example);
  const lines = [
    ...findings
      .filter((finding) => finding.rule === rule)
      .map(({ line, severity, message }) => `line ${line + 1}, ${severity}: ${message}`),
    ...migration.report
      .filter((entry) => entry.rule === rule)
      .map(({ line, action, message }) => `line ${line + 1}, ${action}: ${message}`),
  ];
  if (migration.status === 'failed') note(`an example fails: ${migration.reason}`);
  if (lines.length === 0) note(`the rule says nothing about the example that begins with ${example.dockerfile.split('\n', 1)[0]}`);
  const status = migration.status === 'not-converted' ? ['The file is not converted.'] : [];
  return [...lines, ...status].map((line) => `${line}\n`).join('');
}

/**
 * @param {Example} example
 * @param {(fault: string) => void} note
 */
function migrated(example, note) {
  const { migration } = run(example);
  if (migration.status !== 'migrated') note(`an example has an after, but is ${migration.status}: ${migration.reason ?? ''}`);
  return migration.text.replace(/\n*$/, '\n');
}
