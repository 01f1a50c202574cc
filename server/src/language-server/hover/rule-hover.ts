/** A rule in an ignore comment: what it looks at. */
import * as l10n from '@vscode/l10n';
import type { Analysis } from '../../analysis/model.ts';
import { nearNames } from '../../packages/index.ts';
import { RULE_IDS } from '../../rules/ids.ts';
import { RULES } from '../../rules/index.ts';
import type { Severity } from '../../settings.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { covers, type OwnHover } from './own-hover.ts';

const severities: Readonly<Record<Severity, () => string>> = {
  error: () => l10n.t('error'),
  warning: () => l10n.t('warning'),
  information: () => l10n.t('information'),
  hint: () => l10n.t('hint'),
};

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
    return near === undefined
      ? l10n.t('There is no rule {0}.', code(id))
      : l10n.t('There is no rule {0}. Did you mean {1}?', code(id), code(near));
  }
  const facts = [
    l10n.t('Default severity: {0}.', severities[rule.defaultSeverity]()),
    ...(rule.fixTitle === undefined ? [] : [l10n.t('Quick fix: {0}.', escapeMarkdown(rule.fixTitle))]),
    ...(rule.noFix === undefined ? [] : [l10n.t('No quick fix: {0}', escapeMarkdown(rule.noFix))]),
  ];
  return `**${code(rule.id)}**: ${escapeMarkdown(rule.title)}.\n\n${facts.join(' ')}`;
}
