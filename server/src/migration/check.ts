/** Runs every rule over an analysis: severities of the settings, ignore comments, order of the file. */
import type { Analysis } from '../analysis/model.ts';
import { nodeSetups } from '../analysis/node-setup.ts';
import { lineStarts, positionAt } from '../dockerfile/index.ts';
import { RULES } from '../rules/index.ts';
import { ignoredAt } from './ignore.ts';
import type { Remark } from '../rules/rule.ts';
import type { Finding } from './result.ts';

/** A finding with the remark it comes from, which its fixes are made of. */
export interface CheckedRemark {
  readonly finding: Finding;
  readonly remark: Remark;
}

export function check(analysis: Analysis): Finding[] {
  return checkWithRemarks(analysis).map(({ finding }) => finding);
}

export function checkWithRemarks(analysis: Analysis): CheckedRemark[] {
  // A file without Node gets no remark at all, and neither does one that no engine could build.
  const setsUpNode = !analysis.concernsNode && nodeSetups(analysis.stages).length > 0;
  if ((!analysis.concernsNode && !setsUpNode) || analysis.obstacle) return [];
  const starts = lineStarts(analysis.dockerfile.text);
  const ignored = ignoredAt(analysis.dockerfile);
  const findings: CheckedRemark[] = [];
  // Of a file that brings Node itself only that is said.
  for (const rule of setsUpNode ? RULES.filter(({ id }) => id === 'node-setup') : RULES) {
    const wanted = analysis.settings.severities[rule.id];
    if (wanted === 'off') continue;
    for (const remark of rule.check(analysis)) {
      const line = positionAt(starts, remark.range.start).line;
      if (ignored(rule.id, line)) continue;
      const { message, range, unnecessary = false, related = [] } = remark;
      findings.push({
        remark,
        finding: {
          rule: rule.id,
          severity: wanted ?? remark.severity,
          message,
          range,
          line,
          fixable: remark.fix !== undefined || remark.fileFix !== undefined,
          unnecessary,
          related,
        },
      });
    }
  }
  return findings.sort(({ finding: a }, { finding: b }) => a.range.start - b.range.start || a.range.end - b.range.end);
}
