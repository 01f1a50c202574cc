// The stretches of a page that derive from the code: `<!-- generated: KIND ARGUMENTS -->` to `<!-- /generated -->`.
import { existsSync, readFileSync } from 'node:fs';
import { HELP } from '../../server/src/cli/help.ts';
import { VERIFY_HELP } from '../../server/src/cli/verify/help.ts';
import { SETTING_KEYS } from '../../server/src/configuration/index.ts';
import { RULE_IDS } from '../../server/src/rules/ids.ts';
import { RULES } from '../../server/src/rules/index.ts';

const STRETCH = /(<!-- generated: ([^\n]*?) -->\n)[\s\S]*?(<!-- \/generated -->)/g;

/** @type {Readonly<Record<string, (...args: string[]) => string>>} */
const KINDS = {
  /** Title, severity and fix of one rule. */
  rule: ruleHeader,
  /** All rules as a table. */
  rules: ruleIndex,
  /** The settings of the editor as a table. */
  settings: settingsTable,
  /** The keys of the settings file as a table. */
  'settings-file': settingsFileTable,
  /** A file of the project: path, language. */
  file: (path = '', language = '') => fenced(existsSync(path) ? readFileSync(path, 'utf8') : `there is no ${path}`, language),
  /** What `--help` prints, or `verify --help`. */
  help: (command = '') => fenced(command === 'verify' ? VERIFY_HELP : HELP, 'text'),
};

/**
 * @param {string} text
 * @param {(fault: string) => void} note
 */
export function fillStretches(text, note) {
  return text.replace(STRETCH, (whole, /** @type {string} */ open, /** @type {string} */ order, /** @type {string} */ close) => {
    const [kind = '', ...args] = order.split(' ');
    const make = KINDS[kind];
    if (make === undefined) {
      note(`there is no generated stretch of the kind ${kind}`);
      return whole;
    }
    return `${open}${make(...args)}${close}`;
  });
}

/** @param {string} id */
export function findRule(id) {
  return RULES.find((rule) => rule.id === id);
}

/** @param {string} [id] */
function ruleHeader(id = '') {
  const rule = findRule(id);
  if (rule === undefined) return `# ${id}\n\nNot checked yet: the name is reserved.\n`;
  const source = `[server/src/rules/${id}.ts](../../server/src/rules/${id}.ts)`;
  return `# ${id}\n\n**${rule.title}.** Default severity: ${rule.defaultSeverity}. Quick fix: ${fixOf(rule)}. Code: ${source}.\n`;
}

function ruleIndex() {
  const rows = RULE_IDS.map((id) => {
    const rule = findRule(id);
    const cells = rule === undefined ? ['*not checked yet*', '', ''] : [rule.title, rule.defaultSeverity, fixOf(rule)];
    return `| [${id}](${id}.md) | ${cells.join(' | ')} |`;
  });
  return `| Rule | What it speaks of | Severity | Quick fix |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** @param {import('../../server/src/rules/rule.ts').Rule} rule */
function fixOf(rule) {
  return rule.fixTitle === undefined ? 'none' : `*${rule.fixTitle}*`;
}

function settingsTable() {
  const { properties } = manifestInEnglish().contributes.configuration;
  const rows = Object.entries(properties).map(([name, { default: value, enum: choices, markdownDescription, description }]) => {
    const values = choices === undefined ? '' : ` One of ${choices.map((/** @type {string} */ choice) => `\`${choice}\``).join(', ')}.`;
    return `| \`${name}\` | \`${JSON.stringify(value)}\` | ${(markdownDescription ?? description ?? '').replaceAll('|', String.raw`\|`)}${values} |`;
  });
  return `| Setting | Default | What it does |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** package.json with the texts of package.nls.json in place of their keys. */
function manifestInEnglish() {
  /** @type {Record<string, string>} */
  const texts = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  return JSON.parse(readFileSync('package.json', 'utf8'), (_, /** @type {unknown} */ value) =>
    typeof value === 'string' && /^%.+%$/.test(value) ? (texts[value.slice(1, -1)] ?? value) : value,
  );
}

function settingsFileTable() {
  const rows = Object.entries(SETTING_KEYS).map(([name, { kind, description, default: value }]) => {
    const { enum: choices } = kind.schema;
    const values = Array.isArray(choices) ? ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.` : '';
    const shown = value === undefined ? '' : `\`${JSON.stringify(value)}\``;
    return `| \`${name}\` | ${shown} | ${description().replaceAll('|', String.raw`\|`)}${values} |`;
  });
  return `| Key | Default | What it does |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/**
 * @param {string} text
 * @param {string} language
 */
function fenced(text, language) {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}
