/** NODE_PORT: older Chainguard images set it, and texts about them still say so; today's do not. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { variableReferences } from '../dockerfile/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import type { Remark, Rule } from './rule.ts';

const NAME = 'NODE_PORT';

export const nodePort: Rule = {
  id: 'node-port',
  get title() {
    return l10n.t('NODE_PORT that nobody sets');
  },
  defaultSeverity: 'warning',
  get noFix() {
    return l10n.t('Which port the application should listen on, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard || setsPort(analysis, stage)) continue;
      for (const instruction of stage.stage.instructions) {
        const names =
          instruction.keyword === 'ENV'
            ? []
            : variableReferences(instruction.body.text, analysis.dockerfile.escape).map((reference) => reference.name);
        if (names.includes(NAME))
          remarks.push({
            range: instruction.range,
            severity: 'warning',
            message: l10n.t('{0} is empty here: the image has not set it since February 2025.', NAME),
          });
      }
      const at = stage.effectiveCmd ?? stage.effectiveEntrypoint;
      const reader = stage.role === 'runtime' ? readsPort(analysis, stage) : undefined;
      if (at && reader !== undefined && stage.stage.instructions.includes(at))
        remarks.push({
          range: at.range,
          severity: 'warning',
          message: l10n.t('{0} reads {1}, which the image has not set since February 2025 (it was 3000): set it with ENV.', reader, NAME),
        });
    }
    return remarks;
  },
};

function setsPort(analysis: Analysis, stage: StageAnalysis): boolean {
  return analysis.scopes.atEnd(stage.stage).get(NAME) !== undefined;
}

/** The started file, as far as it can be read. */
function readsPort(analysis: Analysis, stage: StageAnalysis): string | undefined {
  const start = analysis.startOf(stage);
  if (start.kind !== 'node' || start.evidence.kind !== 'present') return undefined;
  const text = textOf(analysis.files, resolvePath(analysis.context.folder, start.evidence.contextPath));
  return text !== undefined && /process\.env(?:\.NODE_PORT\b|\[['"]NODE_PORT['"]\])/.test(text) ? start.evidence.contextPath : undefined;
}
