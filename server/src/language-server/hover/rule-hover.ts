/** A rule in an ignore comment: what it looks at. */
import type { Analysis } from '../../analysis/model.ts';
import { nearNames } from '../../packages/index.ts';
import { RULE_IDS } from '../../rules/ids.ts';
import { RULES } from '../../rules/index.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { covers, type OwnHover } from './own-hover.ts';

const COMMENT = /^#\s*migrate-to-chainguard-ignore(?:-file)?[ \t]+/;

export function ruleHover(analysis: Analysis, offset: number): OwnHover | undefined {
  const comment = analysis.dockerfile.comments.find(({ range }) => covers(range, offset));
  const head = comment && COMMENT.exec(comment.text)?.[0];
  if (!comment || head === undefined) return undefined;
  // Behind a colon stands the reason.
  const list = comment.text.slice(head.length).split(':', 1)[0] ?? '';
  for (const match of list.matchAll(/[\w-]+/g)) {
    const start = comment.range.start + head.length + match.index;
    const range = { start, end: start + match[0].length };
    if (covers(range, offset)) return { range, markdown: describe(match[0]) };
  }
  return undefined;
}

function describe(id: string): string {
  const rule = RULES.find((one) => one.id === id);
  if (!rule) {
    const [near] = nearNames(id, RULE_IDS);
    return `There is no rule ${code(id)}.${near === undefined ? '' : ` Did you mean ${code(near)}?`}`;
  }
  const fix = rule.fixTitle === undefined ? '' : ` Quick fix: ${escapeMarkdown(rule.fixTitle)}.`;
  const noFix = rule.noFix === undefined ? '' : ` No quick fix: ${escapeMarkdown(rule.noFix)}`;
  return `**${code(rule.id)}**: ${escapeMarkdown(rule.title)}.\n\nDefault severity: ${rule.defaultSeverity}.${fix}${noFix}`;
}
