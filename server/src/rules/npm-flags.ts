/** Flags that npm 12 refuses or calls deprecated. Older versions only warned about flags that they did not know, and ignored them. */
import * as l10n from '@vscode/l10n';
import type { AnalysedCommand, Analysis, RunAnalysis, RunItem, StageAnalysis } from '../analysis/model.ts';
import { npmFlagsOf, pinnedNpmMajor, unknownNpmSetting } from '../analysis/npm-commands.ts';
import { runsAmong } from '../analysis/os-packages.ts';
import { developmentContract } from '../analysis/target-image.ts';
import type { ShellWord } from '../shell/ast.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

const FIRST_STRICT_NPM = 12;

export const npmFlags: Rule = {
  id: 'npm-flags',
  get title() {
    return l10n.t('Flag that npm 12 refuses');
  },
  defaultSeverity: 'information',
  get fixTitle() {
    return l10n.t('Mend the flag');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const run of stage.runs) {
        for (const command of run.items.flatMap((item) => item.commands)) remarks.push(...remarksOn(analysis, stage, run, command));
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    if ((target.contract.npmMajor ?? 0) < FIRST_STRICT_NPM) return [];
    return runsAmong(target.stage, target.instructions).flatMap((run) => {
      if (isOlder(target.stage, run)) return [];
      return run.items.flatMap((item) =>
        item.commands.flatMap((command) => [
          ...npmFlagsOf(command).refused.flatMap((flag) => mend(target, run, command, flag)),
          ...dropSetting(run, item, command),
        ]),
      );
    });
  },
};

/** The file brings an npm of its own that still takes such flags. */
function isOlder(stage: StageAnalysis, run: RunAnalysis): boolean {
  const major = pinnedNpmMajor(stage, run);
  return major !== undefined && major < FIRST_STRICT_NPM;
}

function remarksOn(analysis: Analysis, stage: StageAnalysis, run: RunAnalysis, command: AnalysedCommand): Remark[] {
  const { refused, deprecated } = npmFlagsOf(command);
  const major = stage.onChainguard ? stage.contract?.npmMajor : developmentContract(analysis.settings).npmMajor;
  const strict = major !== undefined && major >= FIRST_STRICT_NPM && !isOlder(stage, run);
  const remarks: Remark[] = [];
  for (const word of refused) {
    const meant = /^--omit-dev$/.test(word.value) ? [l10n.t('--omit=dev is what was meant.')] : [];
    if (stage.onChainguard && strict)
      remarks.push({
        range: word.range,
        severity: 'error',
        message: [l10n.t('npm 12 stops at {0}, a flag that it does not know.', word.value), ...meant].join(' '),
        fix: { stage },
      });
    else
      remarks.push({
        range: word.range,
        severity: strict ? 'information' : 'hint',
        message: [l10n.t('npm ignores {0}, a flag that it does not know; npm 12 stops at it.', word.value), ...meant].join(' '),
      });
  }
  const setting = unknownNpmSetting(command);
  if (setting && strict)
    remarks.push({
      range: command.command.range,
      severity: stage.onChainguard ? 'error' : 'information',
      message: l10n.t('npm since version 9 stops at setting {0}, a name that it does not know.', setting.key),
      ...(stage.onChainguard ? { fix: { stage } } : {}),
    });
  for (const word of deprecated)
    remarks.push({
      range: word.range,
      severity: 'hint',
      message: isProduction(word)
        ? l10n.t('{0} is deprecated; --omit=dev says the same.', word.value)
        : l10n.t('{0} is deprecated.', word.value),
    });
  return remarks;
}

function isProduction(word: ShellWord): boolean {
  return /^--(?:production|only=prod(?:uction)?)$/.test(word.value);
}

function mend(target: StageTarget, run: RunAnalysis, command: AnalysedCommand, flag: ShellWord): Operation[] {
  const operation = (range: ShellWord['range'], text: string, message: string | undefined): Operation => ({
    kind: 'replace-word',
    rule: 'npm-flags',
    instruction: run.instruction,
    range,
    text,
    message,
    ...(text === '' ? { action: 'dropped' as const } : {}),
  });
  if (flag.value === '--omit-dev' && !buildsLater(target.stage, run, command)) {
    return [
      operation(
        flag.range,
        '--omit=dev',
        l10n.t('--omit-dev is no flag of npm and was ignored: --omit=dev is what was meant. Development dependencies stay out now.'),
      ),
    ];
  }
  const message =
    flag.value === '--omit-dev'
      ? l10n.t(
          '{0} falls away: npm 12 stops at flags that it does not know, older versions ignored it, and the build behind it may need the development dependencies that it never left out.',
          flag.value,
        )
      : l10n.t('{0} falls away: npm 12 stops at flags that it does not know, older versions ignored it.', flag.value);
  const value = valueOf(command, flag);
  return [operation(flag.range, '', message), ...(value ? [operation(value.range, '', undefined)] : [])];
}

/** npm 8 and older took any name and handed it to install scripts as npm_config_NAME. */
function dropSetting(run: RunAnalysis, item: RunItem, command: AnalysedCommand): Operation[] {
  const setting = unknownNpmSetting(command);
  if (!setting) return [];
  const message = l10n.t(
    'Setting {0} falls away: npm since version 9 stops at names that it does not know. A tool that reads it takes it from ENV npm_config_{1}.',
    setting.key,
    setting.key.replace(/-/g, '_'),
  );
  if (item.plain) return [{ kind: 'drop-command', rule: 'npm-flags', run, item, message, action: 'review' }];
  return [
    {
      kind: 'replace-word',
      rule: 'npm-flags',
      instruction: run.instruction,
      range: command.place.command.range,
      text: 'true',
      message,
      action: 'review',
    },
  ];
}

/** `--network-timeout 100000`: the word behind an unknown flag is its value, unless it is a package or npm's command. */
function valueOf(command: AnalysedCommand, flag: ShellWord): ShellWord | undefined {
  const { words } = command.command;
  const at = words.findIndex((word) => word.range.start === flag.range.start);
  const next = words[at + 1];
  const { effect } = command.effect;
  if (flag.value.includes('=') || at < 2 || !next || next.value.startsWith('-')) return undefined;
  const isPackage =
    (effect.kind === 'dependencies-install' || effect.kind === 'global-install') &&
    effect.packages.some((argument) => argument.word.range.start === next.range.start);
  return isPackage || effect.kind === 'script' ? undefined : next;
}

/** A build step behind an installation in the same stage. */
function buildsLater(stage: StageAnalysis, run: RunAnalysis, command: AnalysedCommand): boolean {
  const commands = stage.runs.slice(stage.runs.indexOf(run)).flatMap((one) => one.items.flatMap((item) => item.commands));
  return commands.slice(commands.indexOf(command) + 1).some(({ effect: { effect } }) => effect.kind === 'script');
}
