/** The housekeeping of other package managers, which falls away on Wolfi. */
import * as l10n from '@vscode/l10n';
import type { AnalysedCommand, RunAnalysis, RunItem } from '../analysis/model.ts';
import type { Operation } from './operation.ts';

/** Whether a command looks after another package manager: its index, its repositories, what it removes. */
export function isHousekeeping(command: AnalysedCommand): boolean {
  const { kind } = command.effect.effect;
  return kind === 'os-maintenance' || kind === 'os-remove' || kind === 'os-repository';
}

/** Inside if, for or a pipeline a command cannot just go: `true` keeps the shape. */
export function neutralise(run: RunAnalysis, command: AnalysedCommand, message: string): Operation {
  return {
    kind: 'replace-word',
    rule: 'package-manager',
    instruction: run.instruction,
    range: command.place.command.range,
    text: 'true',
    message,
  };
}

/** Why a part of a RUN line that is all housekeeping falls away. */
export function housekeeping(item: RunItem): string {
  const first = item.commands[0];
  return first ? housekeepingOf(first) : l10n.t('Package housekeeping falls away.');
}

export function housekeepingOf(command: AnalysedCommand): string {
  const { effect } = command.effect;
  switch (effect.kind) {
    case 'os-remove':
      return l10n.t('Removing packages falls away: the build stage is thrown away as a whole.');
    case 'os-repository':
      return effect.nodeSetup
        ? l10n.t('Setting up a repository for Node falls away: Node is the base.')
        : l10n.t('Package repositories and keys of another distribution fall away.');
    case 'os-maintenance':
      return effect.upgrade
        ? l10n.t('Upgrading falls away: the image is built anew every night.')
        : l10n.t('Index updates and clean-up fall away: apk add --no-cache leaves nothing behind.');
    default:
      return l10n.t('Package housekeeping falls away.');
  }
}
