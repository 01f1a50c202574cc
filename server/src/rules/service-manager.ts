/** cron, supervisord, systemd and pm2's daemon: programs that start others, in an image made for one. */
import * as l10n from '@vscode/l10n';
import type { AnalysedCommand, RunAnalysis, RunItem, StageAnalysis } from '../analysis/model.ts';
import { runsAmong } from '../analysis/os-packages.ts';
import type { StartResolution } from '../analysis/start.ts';
import { commandName, commandsIn, parseScriptText } from '../shell/index.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

/** These start others and are of no use without root. */
const FOR_ROOT: ReadonlySet<string> = new Set([
  'cron',
  'crond',
  'systemd',
  'init',
  'systemctl',
  'service',
  'rc-service',
  'rc-update',
  'update-rc.d',
  'start-stop-daemon',
  'sshd',
  'dockerd',
  'syslogd',
  'rsyslogd',
]);
/** Calls that ask a running manager for something: in a build there is none. */
const ASKS_MANAGER: ReadonlySet<string> = new Set(['systemctl', 'service', 'rc-service', 'rc-update', 'update-rc.d', 'supervisorctl']);

export const serviceManager: Rule = {
  id: 'service-manager',
  get title() {
    return l10n.t('Service manager in the container');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('Several programs become several containers, or jobs of the platform; how, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      const severity = stage.onChainguard ? 'warning' : 'hint';
      for (const { command, name } of serviceCommands(stage))
        remarks.push({
          range: command.command.range,
          severity,
          message: l10n.t('{0} has no place in a container of one process: {1}', name, instead(name)),
        });
      if (stage.role !== 'runtime') continue;
      const at = stage.effectiveCmd ?? stage.effectiveEntrypoint;
      const manager = managerStarted(analysis.startOf(stage));
      if (at && manager !== undefined && stage.stage.instructions.includes(at))
        remarks.push({
          range: at.range,
          severity: stage.onChainguard ? 'warning' : 'information',
          message: l10n.t("{0} starts other programs as root; Chainguard's image runs one, as uid 65532: {1}", manager, instead(manager)),
        });
    }
    return remarks;
  },

  requirements(_analysis, stage, start) {
    if (stage.role !== 'runtime' || !stage.endUser.root) return [];
    const manager = managerStarted(start);
    const at = stage.effectiveCmd ?? stage.effectiveEntrypoint ?? stage.from;
    if (manager === undefined) return [];
    const requirement: Requirement = {
      rule: 'service-manager',
      range: at.range,
      level: 'not-convertible',
      packages: [],
      message: l10n.t(
        "{0} is started with the application and must be root; Chainguard's image runs as uid 65532: {1}",
        manager,
        instead(manager),
      ),
    };
    return [requirement];
  },

  convert(_analysis, target) {
    if (target.repair || target.contract.packageManager === undefined) return [];
    const runs = new Set(runsAmong(target.stage, target.instructions));
    return serviceCommands(target.stage)
      .filter(({ run, name }) => runs.has(run) && ASKS_MANAGER.has(name))
      .map(({ run, item, command, name }): Operation => {
        const message = l10n.t('{0} falls away: while an image is built no service manager runs that it could talk to.', name);
        if (item.plain) return { kind: 'drop-command', rule: 'service-manager', run, item, message };
        return {
          kind: 'replace-word',
          rule: 'service-manager',
          instruction: run.instruction,
          range: command.place.command.range,
          text: 'true',
          message,
          action: 'dropped',
        };
      });
  },
};

interface ServiceCommand {
  readonly run: RunAnalysis;
  readonly item: RunItem;
  readonly command: AnalysedCommand;
  readonly name: string;
}

function serviceCommands(stage: StageAnalysis): ServiceCommand[] {
  return stage.runs.flatMap((run) =>
    run.items.flatMap((item) =>
      item.commands.flatMap((command): ServiceCommand[] => {
        const name = commandName(command.command);
        return command.effect.effect.kind === 'service' && name !== undefined ? [{ run, item, command, name }] : [];
      }),
    ),
  );
}

/** The program that must be root among what the container starts, itself or in its script. */
function managerStarted(start: StartResolution): string | undefined {
  const text = start.kind === 'script-file' || start.kind === 'shell' ? start.text : undefined;
  if (text !== undefined)
    return [...commandsIn(parseScriptText(text), { intoNestedScripts: true })]
      .map((place) => commandName(place.command))
      .find((name) => name !== undefined && FOR_ROOT.has(name));
  if (start.kind !== 'program') return undefined;
  const name = start.program.slice(start.program.lastIndexOf('/') + 1);
  return FOR_ROOT.has(name) ? name : undefined;
}

function instead(name: string): string {
  if (/^cron(?:d|tab)?$/.test(name))
    return l10n.t('let the platform schedule jobs, or use supercronic (package supercronic), which needs no root.');
  if (name.startsWith('pm2')) return l10n.t('the platform restarts what fails; start the application with node.');
  return l10n.t('the platform starts and restarts programs, one to a container.');
}
