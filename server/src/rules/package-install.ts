/** One command that installs packages, on Wolfi: `apk add --no-cache`, the packages' names there, and what is not needed. */
import * as l10n from '@vscode/l10n';
import { INIT_PACKAGES, installedPackages, type InstalledPackage, USER_SWITCHERS, wolfiNames } from '../analysis/os-packages.ts';
import type { AnalysedCommand, RunAnalysis, RunItem } from '../analysis/model.ts';
import type { Operation } from './operation.ts';
import { neutralise } from './package-housekeeping.ts';
import { decidedMessage } from './packages-by-settings.ts';
import type { StageTarget } from './rule.ts';

/** A command that installs: apk with the names of Wolfi, or nothing where the new image has it all. */
export function installOperations(target: StageTarget, run: RunAnalysis, item: RunItem, command: AnalysedCommand): Operation[] {
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
  const message =
    effect.ecosystem === 'alpine' ? l10n.t('apk add has its options behind it.') : l10n.t('Packages come from Wolfi, with apk.');
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
