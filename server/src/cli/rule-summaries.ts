/** What a report tells about the rules themselves. */
import { RULE_IDS } from '../rules/ids.ts';
import { RULES } from '../rules/index.ts';
import type { Severity } from '../settings.ts';

export interface RuleSummary {
  readonly id: string;
  readonly title?: string;
  readonly severity?: Severity;
}

/** In the order of the documentation. */
export function ruleSummaries(): readonly RuleSummary[] {
  return RULE_IDS.map((id) => {
    const rule = RULES.find((candidate) => candidate.id === id);
    return rule === undefined ? { id } : { id, title: rule.title, severity: rule.defaultSeverity };
  });
}
