/** Users and groups made by RUN: the image has its user already. */
import { runsAmong } from '../analysis/os-packages.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const userAccount: Rule = {
  id: 'user-account',
  title: 'User account made in the image',
  defaultSeverity: 'hint',
  noFix: 'It falls away when the stage moves to Chainguard.',

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
          message: `Not needed on Chainguard: the image has the user node, uid 65532${effect.name ? `, who takes the place of ${effect.name}` : ''}.`,
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
        message: `${start.path} changes uid and gid when the container starts (PUID, PGID) and must be root for that.`,
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
            message: `Making or changing the account${effect.name ? ` ${effect.name}` : ''} falls away: the image has the user node, uid 65532, and nobody else is needed.`,
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
            message: 'Making or changing an account falls away: the image has the user node, uid 65532.',
            action: 'dropped',
          });
        }
      }
    }
    return operations;
  },
};
