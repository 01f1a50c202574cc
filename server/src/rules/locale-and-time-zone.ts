/** Time zones and locales: Node has both itself (ICU); the image has neither tzdata nor Debian's locale tools. */
import * as l10n from '@vscode/l10n';
import type { StageAnalysis } from '../analysis/model.ts';
import { installsZones, zoneAndLocaleSteps, type ZoneOrLocaleStep } from '../analysis/time-zone.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const localeAndTimeZone: Rule = {
  id: 'locale-and-time-zone',
  get title() {
    return l10n.t('Time zone or locale set up for the whole system');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('ENV TZ says the same to Node; whether other programs need a zone or a locale, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const step of zoneAndLocaleSteps(stage)) {
        const range = step.command?.command.range ?? step.item.item.pipeline.range;
        const instead =
          step.about === 'zone'
            ? l10n.t('ENV TZ does the same for Node, which has the time zones itself')
            : l10n.t('Node has all locales itself');
        if (!stage.onChainguard)
          remarks.push({ range, severity: 'hint', unnecessary: true, message: l10n.t('Not needed on Chainguard: {0}.', instead) });
        else if (step.debianOnly)
          remarks.push({ range, severity: 'error', message: l10n.t('This program does not exist in the image. {0}.', instead) });
        else if (step.linksZone && step.about === 'zone' && !installsZones(stage))
          remarks.push({
            range,
            severity: 'warning',
            message: l10n.t('The image has no /usr/share/zoneinfo (package tzdata). {0}.', instead),
          });
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    if (target.repair) return [];
    const noShell = target.contract.packageManager === undefined;
    const operations: Operation[] = noShell
      ? []
      : zoneAndLocaleSteps(target.stage)
          .filter((step) => target.instructions.includes(step.run.instruction))
          .flatMap((step) => dropped(step));
    return target.starts ? [...operations, ...zoneVariable(target), ...(noShell ? zonesLeftOut(target) : [])] : operations;
  },
};

function dropped(step: ZoneOrLocaleStep): Operation[] {
  const message =
    step.about === 'zone'
      ? l10n.t('Setting the time zone of the system falls away: Node reads TZ and has the zones itself.')
      : l10n.t('Setting up locales falls away: Node has all locales itself, and C.UTF-8 is there for other programs.');
  if (step.item.plain || step.item.effect.effect.kind === 'locale-and-time-zone')
    return [{ kind: 'drop-command', rule: 'locale-and-time-zone', run: step.run, item: step.item, message }];
  if (!step.command) return [];
  return [
    {
      kind: 'replace-word',
      rule: 'locale-and-time-zone',
      instruction: step.run.instruction,
      range: step.command.place.command.range,
      text: 'true',
      message,
      action: 'dropped',
    },
  ];
}

/** The zone that a RUN linked, as a variable, unless the file sets TZ anyway. */
function zoneVariable(target: StageTarget): Operation[] {
  const { stage } = target;
  const steps = stage.lineage.flatMap(zoneAndLocaleSteps).filter((step) => step.about === 'zone');
  const last = steps.at(-1);
  if (!last || setsZone(stage)) return [];
  const zone = steps.findLast((step) => step.zone !== undefined)?.zone;
  const { instruction } = last.run;
  if (zone === undefined) {
    const review = l10n.t(
      'Which time zone the system was set to cannot be told from the file: set it with ENV TZ, as Node then has no other way to know it.',
    );
    return [
      {
        kind: 'remark',
        rule: 'locale-and-time-zone',
        instruction,
        range: last.item.item.pipeline.range,
        action: 'review',
        message: review,
      },
    ];
  }
  const message = l10n.t('ENV TZ={0} is added: it tells Node the zone that was set for the whole system.', zone);
  return [
    { kind: 'add-environment', rule: 'locale-and-time-zone', instruction: placeFor(target, instruction), name: 'TZ', value: zone, message },
  ];
}

/** The step itself where the part holds it; a stage that was built on another gets the variable before its start. */
function placeFor(target: StageTarget, step: Instruction): Instruction {
  if (target.part === 'runtime' || target.instructions.includes(step)) return step;
  const { effectiveEntrypoint, effectiveCmd, from } = target.stage;
  return (
    [effectiveEntrypoint, effectiveCmd].find(
      (instruction) => instruction !== undefined && target.stage.stage.instructions.includes(instruction),
    ) ?? from
  );
}

function setsZone(stage: StageAnalysis): boolean {
  return stage.lineage.some((member) =>
    member.stage.instructions.some(
      (instruction) => instruction.keyword === 'ENV' && instruction.pairs.some((pair) => pair.key.value === 'TZ'),
    ),
  );
}

function zonesLeftOut(target: StageTarget): Operation[] {
  if (!installsZones(target.stage) || target.runtimePackages.includes('tzdata')) return [];
  const message = l10n.t(
    "tzdata is not in the final image: Node has the time zones itself, so TZ works as before. Without TZ the zone is UTC, also where a host's /etc/localtime is mounted.",
  );
  return [
    {
      kind: 'remark',
      rule: 'locale-and-time-zone',
      instruction: target.stage.from,
      range: target.stage.from.range,
      action: 'review',
      message,
    },
  ];
}
