/** Runtime stages that could do without shell and package manager. */
import * as l10n from '@vscode/l10n';
import type { StageAnalysis } from '../analysis/model.ts';
import { runtimeLayout } from '../analysis/runtime-layout.ts';
import type { Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const multiStage: Rule = {
  id: 'multi-stage',
  get title() {
    return l10n.t('Runtime stage that holds build tools');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('It takes the whole file: the command Migrate to Chainguard does it.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.role !== 'runtime') continue;
      if (stage.convertible && stage.runs.length > 0) {
        remarks.push({
          range: stage.from.keywordRange,
          severity: 'hint',
          message: l10n.t('The stage that starts the application also builds it: a final stage of its own needs neither npm nor a shell.'),
        });
      }
      if (stage.image.kind === 'chainguard-node' && stage.image.tag.dev && !stage.parent) {
        remarks.push({
          range: stage.from.image?.range ?? stage.from.range,
          severity: 'information',
          message: l10n.t(
            'The application runs on the -dev variant, with shell, compilers and package manager. A final stage on the runtime variant has none of them.',
          ),
        });
      }
    }
    return remarks;
  },

  requirements(_analysis, stage) {
    if (stage.role !== 'runtime') return [];
    const requirements: Requirement[] = runtimeLayout(stage).sticking.map(({ range, reason }) => ({
      rule: 'multi-stage',
      range,
      level: 'development-image',
      packages: [],
      message: l10n.t('this step cannot be moved out of the stage: {0}.', reason),
    }));
    return [...requirements, ...servesOthers(stage)];
  },
};

/** Other stages count on the file system of this one. */
function servesOthers(stage: StageAnalysis): Requirement[] {
  const copy = stage.copiedBy[0];
  if (!copy) return [];
  return [
    {
      rule: 'multi-stage',
      range: copy.instruction.range,
      level: 'development-image',
      packages: [],
      message: l10n.t('another stage copies files out of this one.'),
    },
  ];
}
