/** apt, apk, yum, dnf: what they install on Wolfi, and what of their housekeeping falls away. */
import * as l10n from '@vscode/l10n';
import {
  INIT_PACKAGES,
  installedPackages,
  type InstalledPackage,
  runsAmong,
  runtimePackages,
  USER_SWITCHERS,
  wolfiNames,
} from '../analysis/os-packages.ts';
import { calledScripts } from '../analysis/called-scripts.ts';
import { toolOfHealthcheckAlone } from '../analysis/health-tools.ts';
import type { Analysis, AnalysedCommand, RunAnalysis, RunItem } from '../analysis/model.ts';
import { parseMount } from '../dockerfile/index.ts';
import { existsInWolfi } from '../packages/index.ts';
import { imageCause } from './causes.ts';
import type { Operation, Requirement } from './operation.ts';
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

/** What the settings of the repository say about packages is its own word: the report tells it from the table's. */
function decidedByRepository(analysis: Analysis, target: StageTarget): Operation[] {
  if (target.repair) return [];
  return installedPackages(target.stage)
    .filter(({ run, mapping }) => mapping.decided === true && target.instructions.includes(run.instruction))
    .flatMap((one): Operation[] => {
      const remark = (action: 'rewritten' | 'kept' | 'dropped' | 'review', message: string): Operation => ({
        kind: 'remark',
        rule: 'package-manager',
        instruction: one.run.instruction,
        range: one.argument.word.range,
        action,
        message,
      });
      const names = wolfiNames(one.mapping);
      const action = names.length === 0 ? 'dropped' : names.join(' ') === one.argument.text ? 'kept' : 'rewritten';
      const missing = names.filter((name) => !existsInWolfi(name, target.stage.wolfi) && isFirstUse(analysis, one, name));
      return [
        remark(action, decidedMessage(one)),
        ...missing.map((name) =>
          remark(
            'review',
            l10n.t(
              '{0} is not in the Wolfi index of {1}: the settings of the repository name it, so the build has to find it.',
              name,
              target.stage.wolfi.date,
            ),
          ),
        ),
      ];
    });
}

function decidedMessage({ argument, mapping }: InstalledPackage): string {
  const names = wolfiNames(mapping).join(' ');
  if (names === '') return l10n.t('{0} falls away: the settings of the repository drop it.', mapping.name);
  return names === argument.text
    ? l10n.t('{0} stays: the settings of the repository say so.', argument.text)
    : l10n.t('{0} becomes {1}: the settings of the repository say so.', argument.text, names);
}

function isFirstUse(analysis: Analysis, one: InstalledPackage, name: string): boolean {
  const uses = analysis.stages
    .flatMap(installedPackages)
    .filter(({ mapping }) => mapping.decided === true && wolfiNames(mapping).includes(name));
  return uses[0] === one;
}

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

function isHousekeeping(command: AnalysedCommand): boolean {
  const { kind } = command.effect.effect;
  return kind === 'os-maintenance' || kind === 'os-remove' || kind === 'os-repository';
}

/** Inside if, for or a pipeline a command cannot just go: `true` keeps the shape. */
function neutralise(run: RunAnalysis, command: AnalysedCommand, message: string): Operation {
  return {
    kind: 'replace-word',
    rule: 'package-manager',
    instruction: run.instruction,
    range: command.place.command.range,
    text: 'true',
    message,
  };
}

function housekeeping(item: RunItem): string {
  const first = item.commands[0];
  return first ? housekeepingOf(first) : l10n.t('Package housekeeping falls away.');
}

function housekeepingOf(command: AnalysedCommand): string {
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

function installOperations(target: StageTarget, run: RunAnalysis, item: RunItem, command: AnalysedCommand): Operation[] {
  const all = installedPackages(target.stage).filter((one) => one.command === command);
  const wanted = all.map((one) => ({ one, names: namesFor(target, one) }));
  if (all.length > 0 && wanted.every(({ names }) => names.length === 0)) {
    const reasons = wanted.map(({ one }) => `${one.mapping.name} (${whyNot(target, one)})`).join(', ');
    const message = l10n.t('Nothing of this is needed on the new image: {0}.', reasons);
    if (item.plain) return [{ kind: 'drop-command', rule: 'package-manager', run, item, message }];
    return [neutralise(run, command, message)];
  }
  return [...commandOperations(run, command), ...packageOperations(target, run, wanted)];
}

/** The Wolfi names that must be installed for a package; none where the image holds them. */
function namesFor(target: StageTarget, one: InstalledPackage): readonly string[] {
  if (INIT_PACKAGES.has(one.mapping.name) || (target.starts && USER_SWITCHERS.has(one.mapping.name))) return [];
  const held = one.mapping.kind === 'mapped' || one.mapping.kind === 'same-name' ? one.mapping.inImage : undefined;
  if (held === 'latest' || (held === 'latest-dev' && target.contract.packageManager === 'apk')) return [];
  return wolfiNames(one.mapping);
}

function whyNot(target: StageTarget, one: InstalledPackage): string {
  if (INIT_PACKAGES.has(one.mapping.name)) return l10n.t('dumb-init is there');
  if (target.starts && USER_SWITCHERS.has(one.mapping.name)) return l10n.t('there is no other user to change to');
  if (one.mapping.kind === 'dropped') return one.mapping.note;
  return l10n.t('in the image');
}

/** `apt-get install -y …` becomes `apk add --no-cache …`; options go, the layout of the names stays. */
function commandOperations(run: RunAnalysis, command: AnalysedCommand): Operation[] {
  const { effect } = command.effect;
  if (effect.kind !== 'os-install') return [];
  const { words, assignments } = command.place.command;
  const packages = new Set(effect.packages.map((argument) => argument.word.range.start));
  const verb = words.findIndex((word) => /^(?:install|add|localinstall|reinstall)$/.test(word.value));
  const first = words[0];
  const verbWord = words[verb];
  if (!first || !verbWord) return [];
  const start = assignments[0]?.range.start ?? first.range.start;
  const asIs =
    effect.ecosystem === 'alpine' &&
    words
      .slice(0, verb + 1)
      .map((word) => word.value)
      .join(' ') === 'apk add';
  const options = words.slice(verb + 1).filter((word) => !packages.has(word.range.start));
  const noCache = options.find((word) => word.value === '--no-cache');
  const operations: Operation[] = [];
  const message = effect.ecosystem === 'alpine' ? undefined : l10n.t('Packages come from Wolfi, with apk.');
  if (!asIs)
    operations.push({
      kind: 'replace-word',
      rule: 'package-manager',
      instruction: run.instruction,
      range: { start, end: verbWord.range.end },
      text: 'apk add --no-cache',
      message,
    });
  else if (!noCache)
    operations.push({
      kind: 'insert-word',
      rule: 'package-manager',
      instruction: run.instruction,
      at: verbWord.range.end,
      text: ' --no-cache',
      message: undefined,
    });
  for (const word of options) {
    if (asIs && word === noCache) continue;
    operations.push({
      kind: 'replace-word',
      rule: 'package-manager',
      instruction: run.instruction,
      range: word.range,
      text: '',
      message: undefined,
    });
  }
  return operations;
}

function packageOperations(
  target: StageTarget,
  run: RunAnalysis,
  wanted: readonly { one: InstalledPackage; names: readonly string[] }[],
): Operation[] {
  const operations: Operation[] = [];
  const written = new Set<string>();
  for (const { one, names } of wanted) {
    const fresh = names.filter((name) => !written.has(name));
    for (const name of fresh) written.add(name);
    const text = fresh.join(' ');
    if (text === one.argument.word.value) continue;
    const message =
      one.mapping.decided === true
        ? decidedMessage(one)
        : text === ''
          ? names.length === 0
            ? l10n.t('{0} falls away: {1}.', one.mapping.name, whyNot(target, one))
            : l10n.t('{0} falls away: {1} is in the list already.', one.argument.text, names.join(' '))
          : l10n.t('{0} is {1} on Wolfi.', one.argument.text, text);
    operations.push({
      kind: 'replace-word',
      rule: 'package-manager',
      instruction: run.instruction,
      range: one.argument.word.range,
      text,
      message,
      ...(text === '' ? { action: 'dropped' as const } : {}),
    });
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
