// docs/rules/: one page per rule, all of one shape.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RULE_IDS } from '../../server/src/rules/ids.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { runExamples } from './examples.mjs';
import { findRule } from './stretches.mjs';

export const rulesFolder = 'docs/rules';
const INDEX = 'README.md';
const SECTIONS = ['Why', 'Before and after', 'Severity', 'Quick fix', 'When to ignore it'];

/** What is wrong with the set of pages. */
export function checkRulePages() {
  const pages = existsSync(rulesFolder) ? readdirSync(rulesFolder) : [];
  const expected = [INDEX, ...RULE_IDS.map((id) => `${id}.md`)];
  return [
    ...expected.filter((name) => !pages.includes(name)).map((name) => `${join(rulesFolder, name)} is missing`),
    ...pages.filter((name) => !expected.includes(name)).map((name) => `${join(rulesFolder, name)} belongs to no rule`),
    ...RULES.filter((rule) => !RULE_IDS.includes(rule.id)).map((rule) => `${rule.id} is registered and not among the rule ids`),
  ];
}

/**
 * Runs the page's examples and checks its sections.
 * @param {string} path
 * @param {string} text
 * @param {(fault: string) => void} note
 */
export function fillRulePage(path, text, note) {
  if (basename(path) === INDEX) return text;
  const id = basename(path, '.md');
  if (!text.startsWith(`<!-- generated: rule ${id} -->\n`)) note(`does not begin with the generated header of ${id}`);
  const found = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  if (found.join('\n') !== SECTIONS.join('\n')) note(`has the sections ${found.join(', ')}; expected ${SECTIONS.join(', ')}`);
  if (!text.includes(`# migrate-to-chainguard-ignore ${id}: `)) note('does not show how to ignore the rule');
  const rule = findRule(id);
  const section = /^## Quick fix\n+([\s\S]*?)(?=^## )/m.exec(text)?.[1] ?? '';
  if (rule?.fixTitle !== undefined && !section.includes(rule.fixTitle)) note(`"Quick fix" does not name the fix: ${rule.fixTitle}`);
  return runExamples(id, text, rule === undefined ? () => {} : note);
}
