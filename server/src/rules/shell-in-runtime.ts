/** RUN and SHELL in a stage whose image promises no shell. */
import * as l10n from '@vscode/l10n';
import type { RunAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { imageCause } from './causes.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const shellInRuntime: Rule = {
  id: 'shell-in-runtime',
  get title() {
    return l10n.t('Shell command in a stage without a shell');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('What the command does must happen in a stage on the -dev variant; the whole migration does that.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.image.kind !== 'chainguard-node' || stage.image.tag.dev || stage.image.tag.full) continue;
      const slim = stage.image.tag.slim;
      for (const run of stage.runs) {
        if (run.instruction.command.form === 'exec') continue;
        remarks.push({
          range: run.instruction.range,
          severity: slim ? 'error' : 'warning',
          message: slim
            ? l10n.t('RUN needs a shell, and this image has none.')
            : l10n.t(
                'RUN in shell form works only while the runtime image happens to hold a shell; it belongs into a stage on the -dev variant.',
              ),
          related: [imageCause(stage, l10n.t('This is a runtime image.'))],
        });
      }
      for (const instruction of stage.stage.instructions) {
        if (instruction.keyword === 'SHELL')
          remarks.push({
            range: instruction.range,
            severity: slim ? 'error' : 'warning',
            message: l10n.t('The runtime image promises no shell, and bash is only in -dev.'),
            related: [imageCause(stage, l10n.t('This is a runtime image.'))],
          });
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    if (target.repair || target.contract.packageManager !== undefined) return [];
    const operations: Operation[] = [];
    const runs = new Map<Instruction, RunAnalysis>(
      target.stage.lineage.flatMap((member) => member.runs.map((run) => [run.instruction, run])),
    );
    for (const instruction of target.instructions) {
      const run = runs.get(instruction);
      if (run)
        operations.push({ kind: 'drop-instruction', rule: 'shell-in-runtime', instruction, message: fate(run, target.runtimePackages) });
      if (instruction.keyword === 'SHELL')
        operations.push({
          kind: 'drop-instruction',
          rule: 'shell-in-runtime',
          instruction,
          message: l10n.t('SHELL falls away: the runtime has no shell, and nothing runs in one.'),
        });
    }
    return operations;
  },
};

/** What becomes of a RUN that a stage without a shell cannot hold. */
function fate(run: RunAnalysis, packages: readonly string[]): string {
  const kinds = new Set(run.items.map((item) => item.effect.effect.kind));
  const parts: string[] = [];
  if (kinds.has('os-install'))
    parts.push(
      packages.length > 0
        ? l10n.t('its packages come from a stage of their own ({0}), as far as the application needs them', packages.join(', '))
        : l10n.t('what it installs is in the image, or of no use there'),
    );
  if (kinds.has('user-account')) parts.push(l10n.t('the image has the user node, uid 65532'));
  if (kinds.has('os-maintenance') || kinds.has('cache-clean') || kinds.has('os-remove')) parts.push(l10n.t('there is nothing to clean up'));
  if (kinds.has('corepack')) parts.push(l10n.t('no package manager starts the application'));
  if (kinds.has('file-work')) parts.push(l10n.t('WORKDIR makes the folder'));
  if (parts.length === 0) return l10n.t('RUN falls away, since the runtime has no shell: it leaves nothing behind.');
  return l10n.t('RUN falls away, since the runtime has no shell: {0}.', parts.join('; '));
}
