/** Users and groups made by RUN: the image has its user already. */
import * as l10n from '@vscode/l10n';
import { runsAmong } from '../analysis/os-packages.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const userAccount: Rule = {
  id: 'user-account',
  get title() {
    return l10n.t('User account made in the image');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('It falls away when the stage moves to Chainguard.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible) continue;
      for (const item of stage.runs.flatMap((run) => run.items)) {
        const { effect } = item.effect;
        if (effect.kind !== 'user-account') continue;
        remarks.push({
          range: item.item.pipeline.range,
          severity: 'hint',
          unnecessary: true,
          message: effect.name
            ? l10n.t('Not needed on Chainguard: the image has the user node, uid 65532, who takes the place of {0}.', effect.name)
            : l10n.t('Not needed on Chainguard: the image has the user node, uid 65532.'),
        });
      }
    }
    return remarks;
  },

  requirements(analysis, stage, start) {
    const requirements: Requirement[] = [];
    if (start.kind === 'script-file' && start.text !== undefined && /\b(?:PUID|PGID)\b/.test(start.text)) {
      const at = stage.effectiveEntrypoint ?? stage.effectiveCmd ?? stage.from;
      requirements.push({
        rule: 'user-account',
        range: at.range,
        level: 'not-convertible',
        packages: [],
        message: l10n.t('{0} changes uid and gid when the container starts (PUID, PGID) and must be root for that.', start.path),
      });
    }
    return analysis.concernsNode ? requirements : [];
  },

  convert(_analysis, target) {
    // Where no command runs, the whole RUN falls away.
    if (target.repair || target.contract.packageManager === undefined) return [];
    const operations: Operation[] = [];
    for (const run of runsAmong(target.stage, target.instructions)) {
      for (const item of run.items) {
        const { effect } = item.effect;
        if (effect.kind === 'user-account' && item.plain) {
          operations.push({
            kind: 'drop-command',
            rule: 'user-account',
            run,
            item,
            message: effect.name
              ? l10n.t(
                  'Making or changing the account {0} falls away: the image has the user node, uid 65532, and nobody else is needed.',
                  effect.name,
                )
              : l10n.t('Making or changing the account falls away: the image has the user node, uid 65532, and nobody else is needed.'),
          });
          continue;
        }
        for (const command of item.commands) {
          if (command.effect.effect.kind !== 'user-account') continue;
          operations.push({
            kind: 'replace-word',
            rule: 'user-account',
            instruction: run.instruction,
            range: command.place.command.range,
            text: 'true',
            message: l10n.t('Making or changing an account falls away: the image has the user node, uid 65532.'),
            action: 'dropped',
          });
        }
      }
    }
    return operations;
  },
};
