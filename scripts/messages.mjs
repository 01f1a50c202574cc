// Collects what people are told: `npm run messages` writes l10n/bundle.l10n.json from the calls of `l10n.t` in client/ and server/, and from the
// notes of the package map.
// `--check` writes nothing, and fails when that file is stale or when a language lacks a message, has one too many, or has other placeholders.
// Translations are l10n/bundle.l10n.LANGUAGE.json and package.nls.LANGUAGE.json. What package.json says stands in package.nls.json.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';

const bundle = 'l10n/bundle.l10n.json';
/** @type {string[]} */
const faults = [];

const present = `${JSON.stringify(sorted(await collect()), null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(bundle, present);
else if (readFileSync(bundle, 'utf8') !== present) faults.push(`${bundle} is stale: npm run messages`);

for (const [folder, name] of [
  ['l10n', 'bundle.l10n'],
  ['.', 'package.nls'],
]) {
  const original = read(`${folder}/${name}.json`);
  for (const file of readdirSync(folder).filter((entry) => entry.startsWith(`${name}.`) && entry !== `${name}.json`))
    compare(original, read(`${folder}/${file}`), `${folder}/${file}`.replace('./', ''));
}
checkKeys();
for (const fault of faults.slice(0, 40)) console.error(fault);
console.log(`${Object.keys(JSON.parse(present)).length} messages, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;

/** @returns {Promise<Record<string, unknown>>} */
async function collect() {
  const files = ['client/src', 'server/src'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path}`),
  );
  const contents = files.map((path) => readFileSync(path, 'utf8')).filter((text) => text.includes('l10n'));
  return { ...packageNotes(), ...(await getL10nJson(contents.map((text) => ({ extension: '.ts', contents: text })))) };
}

/** What the package map says about packages is shown in the language of the editor, too. */
function packageNotes() {
  /** @type {Record<string, string>} */
  const notes = {};
  JSON.parse(readFileSync('server/data/package-map.json', 'utf8'), (key, /** @type {unknown} */ value) => {
    if (key === 'note' && typeof value === 'string') notes[value] = value;
    return value;
  });
  return notes;
}

/** Every `%key%` of package.json has its text in package.nls.json, and the other way round. */
function checkKeys() {
  const texts = read('package.nls.json');
  const keys = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key));
  for (const key of keys) if (!(key in texts)) faults.push(`package.nls.json: there is no text for ${key}`);
  for (const key of Object.keys(texts)) if (!keys.has(key)) faults.push(`package.nls.json: package.json does not ask for ${key}`);
}

/**
 * @param {Record<string, unknown>} original
 * @param {Record<string, unknown>} translated
 * @param {string} file
 */
function compare(original, translated, file) {
  for (const [key, english] of Object.entries(original)) {
    const other = translated[key];
    if (typeof other !== 'string' || other.trim() === '') faults.push(`${file}: not translated: ${key}`);
    else if (placeholders(messageOf(english)) !== placeholders(other)) faults.push(`${file}: other placeholders than the original: ${key}`);
  }
  for (const key of Object.keys(translated)) if (!(key in original)) faults.push(`${file}: nobody says this any more: ${key}`);
}

/** @param {unknown} entry a text, or a text with comments for translators */
function messageOf(entry) {
  return typeof entry === 'string' ? entry : String(/** @type {{ message: unknown }} */ (entry).message);
}

/** @param {string} text */
function placeholders(text) {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');
}

/** @param {Record<string, unknown>} object */
function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? /** @type {Record<string, unknown>} */ (JSON.parse(readFileSync(path, 'utf8'))) : {};
}
