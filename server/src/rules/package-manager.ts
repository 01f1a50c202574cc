/** apt, apk, yum, dnf: what they install on Wolfi, and what of their housekeeping falls away. */
import * as l10n from '@vscode/l10n';
import { runsAmong, runtimePackages } from '../analysis/os-packages.ts';
import { calledScripts } from '../analysis/called-scripts.ts';
import { toolOfHealthcheckAlone } from '../analysis/health-tools.ts';
import type { Analysis, AnalysedCommand, RunAnalysis, RunItem } from '../analysis/model.ts';
import { parseMount } from '../dockerfile/index.ts';
import { imageCause } from './causes.ts';
import type { Operation, Requirement } from './operation.ts';
import { housekeeping, housekeepingOf, isHousekeeping, neutralise } from './package-housekeeping.ts';
import { installOperations } from './package-install.ts';
import { decidedByRepository } from './packages-by-settings.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const packageManager: Rule = {
  id: 'package-manager',
  get title() {
    return l10n.t('Package manager of another distribution');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Install with apk');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard) continue;
      for (const run of stage.runs) {
        for (const command of run.items.flatMap((item) => item.commands)) {
          const { effect } = command.effect;
          if (effect.kind !== 'os-install' || effect.ecosystem === 'alpine') continue;
          remarks.push({
            range: command.command.range,
            severity: 'error',
            message: l10n.t('Chainguard images install packages with apk; this command does not exist in them.'),
            related: [imageCause(stage, l10n.t('This is an image of Chainguard.'))],
            fix: { stage },
          });
        }
      }
    }
    return remarks;
  },

  requirements(analysis, stage, start) {
    const scripts = calledScripts(analysis, stage).flatMap(({ command, name, foreign }): Requirement[] =>
      foreign === undefined
        ? []
        : [
            {
              rule: 'package-manager',
              range: command.command.range,
              level: 'not-convertible',
              packages: [],
              message: l10n.t(
                '{0} calls {1} (line {2}), which Wolfi does not have. Install those packages in the Dockerfile, where they can be looked up.',
                name,
                foreign.tool,
                foreign.line,
              ),
            },
          ],
    );
    if (scripts.length > 0 || stage.role !== 'runtime') return scripts;
    const idle = toolOfHealthcheckAlone(analysis, stage, start);
    return runtimePackages(stage)
      .filter(({ installed }) => installed.mapping.name !== idle)
      .map(
        ({ installed, names }): Requirement => ({
          rule: 'package-manager',
          range: installed.argument.word.range,
          level: 'packages',
          packages: names,
          message:
            names.join(' ') === installed.mapping.name
              ? l10n.t('{0} is installed for the application.', installed.mapping.name)
              : l10n.t('{0} is installed for the application (on Wolfi {1}).', installed.mapping.name, names.join(', ')),
        }),
      );
  },

  convert(analysis, target) {
    if (target.contract.packageManager !== 'apk') return [...decidedByRepository(analysis, target), ...idleTools(analysis, target)];
    const unread = target.repair ? [] : unreadScripts(analysis, target);
    // On Chainguard already: apk is right, only other package managers are not.
    if (
      target.repair &&
      !runsAmong(target.stage, target.instructions).some((run) => run.items.some((item) => item.commands.some(isForeignInstall)))
    )
      return [];
    return [
      ...unread,
      ...decidedByRepository(analysis, target),
      ...runsAmong(target.stage, target.instructions).flatMap((run) => [
        ...mountOperations(run),
        ...run.items.flatMap((item) => itemOperations(target, run, item)),
      ]),
    ];
  },
};

/** Scripts that nobody could look into: what they install or call may not be there. */
function unreadScripts(analysis: Analysis, target: StageTarget): Operation[] {
  return calledScripts(analysis, target.stage)
    .filter(({ run, path }) => path === undefined && target.instructions.includes(run.instruction))
    .map(({ run, command, name }) => ({
      kind: 'remark',
      rule: 'package-manager',
      instruction: run.instruction,
      range: command.command.range,
      action: 'review',
      message: l10n.t(
        '{0} cannot be read here: on Wolfi it finds apk in place of another package manager, and busybox in place of the usual tools.',
        name,
      ),
    }));
}

/** A runtime without curl, whose health check had it installed. */
function idleTools(analysis: Analysis, target: StageTarget): Operation[] {
  const { stage, start } = target;
  const idle = start && !target.repair ? toolOfHealthcheckAlone(analysis, stage, start) : undefined;
  const installed = idle === undefined ? undefined : runtimePackages(stage).find((one) => one.installed.mapping.name === idle)?.installed;
  if (idle === undefined || !installed || target.runtimePackages.includes(idle)) return [];
  const message = l10n.t(
    '{0} was there for the health check, which asks with Node now, so the final image does not have it. Should the application call {0} itself, it is missed.',
    idle,
  );
  return [
    {
      kind: 'remark',
      rule: 'package-manager',
      instruction: installed.run.instruction,
      range: installed.argument.word.range,
      action: 'review',
      message,
    },
  ];
}

function isForeignInstall({ effect: { effect } }: AnalysedCommand): boolean {
  return effect.kind === 'os-install' && effect.ecosystem !== 'alpine';
}

/** `apk --root DIR` prepares another file system; what the running image holds says nothing about that one. */
function preparesOtherRoot(command: AnalysedCommand): boolean {
  return command.command.words.some((word) => word.value === '--root' || word.value.startsWith('--root=') || word.value === '-p');
}

function itemOperations(target: StageTarget, run: RunAnalysis, item: RunItem): Operation[] {
  const { effect } = item.effect;
  const drops = effect.kind === 'os-maintenance' || effect.kind === 'os-repository' || effect.kind === 'os-remove';
  if (drops && !item.commands.some((command) => command.effect.effect.kind === 'unknown')) {
    return [{ kind: 'drop-command', rule: 'package-manager', run, item, message: housekeeping(item) }];
  }
  const operations: Operation[] = [];
  for (const command of item.commands) {
    if (preparesOtherRoot(command)) continue;
    if (command.effect.effect.kind === 'os-install') operations.push(...installOperations(target, run, item, command));
    else if (!item.plain && isHousekeeping(command)) operations.push(neutralise(run, command, housekeepingOf(command)));
  }
  return operations;
}

/** Caches of package managers that are no longer called. */
function mountOperations(run: RunAnalysis): Operation[] {
  const operations: Operation[] = [];
  for (const flag of run.instruction.flags) {
    const mount = flag.name === 'mount' ? parseMount(flag) : undefined;
    if (!mount) continue;
    const target = mount.get('target')?.value ?? mount.get('dst')?.value ?? mount.get('destination')?.value ?? '';
    if (mount.get('type')?.value !== 'cache' || !/^\/(?:var\/(?:cache|lib)\/(?:apt|apk|yum|dnf)|etc\/apk\/cache)/.test(target)) continue;
    operations.push({
      kind: 'replace-word',
      rule: 'package-manager',
      instruction: run.instruction,
      range: flag.range,
      text: '',
      message: l10n.t('The cache of {0} falls away with the package manager that used it.', target),
      action: 'dropped',
    });
  }
  return operations;
}
