/** Runs every rule over an analysis: severities of the settings, ignore comments, order of the file. */
import type { Analysis } from '../analysis/model.ts';
import { lineStarts, positionAt } from '../dockerfile/index.ts';
import { RULES } from '../rules/index.ts';
import { ignoredAt } from './ignore.ts';
import type { Finding } from './result.ts';

export function check(analysis: Analysis): Finding[] {
  // A file without Node gets no remark at all, and neither does one that no engine could build.
  if (!analysis.concernsNode || analysis.obstacle) return [];
  const starts = lineStarts(analysis.dockerfile.text);
  const ignored = ignoredAt(analysis.dockerfile);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    const wanted = analysis.settings.severities[rule.id];
    if (wanted === 'off') continue;
    for (const remark of rule.check(analysis)) {
      const line = positionAt(starts, remark.range.start).line;
      if (ignored(rule.id, line)) continue;
      findings.push({
        rule: rule.id,
        severity: wanted ?? remark.severity,
        message: remark.message,
        range: remark.range,
        line,
        fixable: remark.fix !== undefined,
        unnecessary: remark.unnecessary ?? false,
        related: remark.related ?? [],
      });
    }
  }
  return findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
