/** `npm install -g`: package managers that are there already, and tools that never reach the final image. */
import * as l10n from '@vscode/l10n';
import { fallsAway, type GlobalInstall, globalInstalls, globalPackage } from '../analysis/global-tools.ts';
import { developmentContract } from '../analysis/target-image.ts';
import { all } from './enumerations.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const globalTools: Rule = {
  id: 'global-tools',
  get title() {
    return l10n.t('Globally installed npm package');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('What the application calls belongs into its own package.json; which version, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      const contract = stage.onChainguard ? stage.contract : developmentContract(analysis.settings);
      if (!contract) continue;
      for (const { redundant } of globalInstalls(stage, contract)) {
        for (const argument of redundant) {
          const { name } = globalPackage(argument.text);
          remarks.push({
            range: argument.word.range,
            severity: 'hint',
            unnecessary: true,
            message: l10n.t('Not needed on Chainguard: the -dev image brings {0}.', name),
          });
        }
      }
      const start = stage.role === 'runtime' ? analysis.startOf(stage) : undefined;
      if (start?.kind !== 'unresolved' || !start.global) continue;
      const at = stage.effectiveCmd ?? stage.effectiveEntrypoint;
      if (at && stage.stage.instructions.includes(at))
        remarks.push({
          range: at.range,
          severity: 'hint',
          message: l10n.t(
            'As {0}, the image without npm cannot be used: make it a dependency in package.json and start its JavaScript file with node.',
            start.reason,
          ),
        });
    }
    return remarks;
  },

  convert(_analysis, target) {
    if (target.repair) return [];
    if (target.contract.packageManager !== 'apk') return leftBehind(target);
    const installs = globalInstalls(target.stage, target.contract).filter((install) =>
      target.instructions.includes(install.run.instruction),
    );
    return [...sharedCorepack(target), ...installs.flatMap(withoutRedundant)];
  },
};

/**
 * What corepack prepares lies in the home of whoever calls it: on an image where root prepares and 65532 starts, both are pointed to one folder.
 */
function sharedCorepack(target: StageTarget): Operation[] {
  const { stage } = target;
  if (!target.starts) return [];
  const prepares = stage.runs.find(
    (run) =>
      run.user.root &&
      target.instructions.includes(run.instruction) &&
      run.items.some((item) =>
        item.commands.some(
          ({ effect: { effect } }) => effect.kind === 'corepack' && /^(?:prepare|install|use|hydrate)$/.test(effect.action),
        ),
      ),
  );
  if (!prepares || stage.scopeAt(prepares.instruction).get('COREPACK_HOME') !== undefined) return [];
  const message = l10n.t('COREPACK_HOME is set: root prepares the package manager, uid 65532 calls it, and each has a home of its own.');
  const end = prepares.items.at(-1)?.item.pipeline.range.end;
  const open: Operation[] =
    end === undefined || !prepares.plainList
      ? []
      : [
          {
            kind: 'insert-word',
            rule: 'global-tools',
            instruction: prepares.instruction,
            at: end,
            text: ' && chmod -R a+rwX /opt/corepack',
            message: undefined,
          },
        ];
  return [
    {
      kind: 'insert-before',
      rule: 'global-tools',
      instruction: prepares.instruction,
      lines: [{ keyword: 'ENV', rest: 'COREPACK_HOME=/opt/corepack' }],
      message,
    },
    ...open,
  ];
}

function withoutRedundant(install: GlobalInstall): Operation[] {
  if (install.redundant.length === 0) return [];
  const names = all(install.redundant.map((argument) => globalPackage(argument.text).name));
  const message =
    install.redundant.length > 1
      ? l10n.t('Installing {0} falls away: the -dev image brings them.', names)
      : l10n.t('Installing {0} falls away: the -dev image brings it.', names);
  const { run, item, command } = install;
  if (!fallsAway(install)) {
    return install.redundant.map((argument, index) => ({
      kind: 'replace-word',
      rule: 'global-tools',
      instruction: run.instruction,
      range: argument.word.range,
      text: '',
      message: index === 0 ? message : undefined,
      action: 'dropped',
    }));
  }
  if (item.plain) return [{ kind: 'drop-command', rule: 'global-tools', run, item, message }];
  // Inside if, for or a pipeline a command cannot just go: `true` keeps the shape.
  return [
    {
      kind: 'replace-word',
      rule: 'global-tools',
      instruction: run.instruction,
      range: command.place.command.range,
      text: 'true',
      message,
      action: 'dropped',
    },
  ];
}

/** A final image of its own holds no global packages; whether something but the start calls them, only a person knows. */
function leftBehind(target: StageTarget): Operation[] {
  // A start that lies among the global packages takes them all along.
  if (!target.starts || (target.start?.kind === 'node' && target.start.globalFolder !== undefined)) return [];
  return target.stage.lineage.flatMap((member) =>
    globalInstalls(member, target.contract).flatMap(({ run, command, packages }): Operation[] => {
      const names = packages
        .map((argument) => globalPackage(argument.text).name)
        .filter((name) => !/^(?:npm|yarn|pnpm|corepack|node-gyp)$/.test(name));
      if (names.length === 0) return [];
      const message =
        names.length > 1
          ? l10n.t('{0}, installed globally, are not in the final image: the start does not call them.', names.join(', '))
          : l10n.t('{0}, installed globally, is not in the final image: the start does not call it.', names.join(', '));
      return [
        { kind: 'remark', rule: 'global-tools', instruction: run.instruction, range: command.command.range, action: 'review', message },
      ];
    }),
  );
}
