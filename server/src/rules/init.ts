/** PID 1: tini and dumb-init that are brought along, and starts without any. */
import * as l10n from '@vscode/l10n';
import { bringsInit, initAmongSources, setsUpInit } from '../analysis/init-files.ts';
import { INIT_PACKAGES, installedPackages, runsAmong } from '../analysis/os-packages.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const init: Rule = {
  id: 'init',
  get title() {
    return l10n.t('Init process that the image has already, or none at all');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('It falls away when the stage moves to Chainguard.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const one of installedPackages(stage)) {
        if (INIT_PACKAGES.has(one.mapping.name))
          remarks.push({
            range: one.argument.word.range,
            severity: 'hint',
            unnecessary: true,
            message: l10n.t("Chainguard's Node images have /usr/bin/dumb-init."),
          });
      }
      for (const instruction of stage.stage.instructions) {
        if (bringsInit(instruction))
          remarks.push({
            range: instruction.range,
            severity: 'hint',
            unnecessary: true,
            message: l10n.t("Chainguard's Node images have /usr/bin/dumb-init."),
          });
      }
      const { effectiveEntrypoint: entrypoint } = stage;
      if (!stage.onChainguard || stage.role !== 'runtime' || entrypoint?.keyword !== 'ENTRYPOINT' || entrypoint.command.form !== 'exec')
        continue;
      const first = entrypoint.command.args[0];
      if (
        first &&
        /^\/(?:s?bin|usr\/bin)\/tini$|^tini$/.test(first.value) &&
        !installedPackages(stage).some((one) => one.mapping.name === 'tini')
      ) {
        remarks.push({
          range: first.range,
          severity: 'error',
          message: l10n.t('{0} is not in the image; /usr/bin/dumb-init is.', first.value),
        });
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    if (target.repair || !usesImageInit(target)) return [];
    const operations: Operation[] = [];
    for (const instruction of target.instructions) {
      if (bringsInit(instruction))
        operations.push({
          kind: 'drop-instruction',
          rule: 'init',
          instruction,
          message: l10n.t(
            'Bringing {0} falls away: /usr/bin/dumb-init is in the image.',
            instruction.sources[0]?.value ?? l10n.t('an init'),
          ),
        });
    }
    for (const instruction of target.instructions) operations.push(...inCompany(instruction));
    for (const run of runsAmong(target.stage, target.instructions)) {
      for (const item of run.items) {
        if (!setsUpInit(item)) continue;
        operations.push({
          kind: 'drop-command',
          rule: 'init',
          run,
          item,
          message: l10n.t('Setting up an init process falls away: /usr/bin/dumb-init is in the image.'),
        });
      }
    }
    return operations;
  },
};

/** An init that one COPY brings together with other files: its word goes. */
function inCompany(instruction: Instruction): Operation[] {
  return initAmongSources(instruction).flatMap((index): Operation[] => {
    if (instruction.keyword !== 'COPY') return [];
    const word = instruction.sources[index];
    if (!word) return [];
    return [
      {
        kind: 'replace-word',
        rule: 'init',
        instruction,
        range: word.range,
        text: '',
        message: l10n.t('Bringing {0} falls away: /usr/bin/dumb-init is in the image.', word.value),
        action: 'dropped',
      },
    ];
  });
}

/** The old init may go only where the start will call the image's own. */
function usesImageInit(target: StageTarget): boolean {
  return !target.direct && (target.stage.role === 'runtime' || target.part !== 'whole' || target.stage.convertible);
}
