/** npm 12 runs no install script of a dependency and takes none from git or a plain URL, unless it is told to. */
import * as l10n from '@vscode/l10n';
import { type Held, heldBack, isPrisma } from '../analysis/held-back.ts';
import type { RunAnalysis } from '../analysis/model.ts';
import { developmentContract } from '../analysis/target-image.ts';
import type { ForeignPackage } from '../project/lock-files.ts';
import { all } from './enumerations.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const installScripts: Rule = {
  id: 'install-scripts',
  get title() {
    return l10n.t('Dependency that npm 12 does not build or fetch unasked');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('Which packages may run code during an installation is for a person to decide; package.json is never changed.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      const major = stage.onChainguard ? stage.contract?.npmMajor : developmentContract(analysis.settings).npmMajor;
      for (const { global, command, scripts, foreign } of heldBack(analysis, stage, major)) {
        const { range } = command.command;
        const names = scripts.map(({ name }) => name);
        if (scripts.length > 0)
          remarks.push({
            range,
            severity: stage.onChainguard ? 'warning' : 'hint',
            message: `${l10n.t('npm 12 does not run the install scripts of {0}.', listed(names))} ${global ? wayGlobally(names) : l10n.t('`npm approve-scripts` allows them in package.json.')}`,
          });
        if (foreign.length > 0)
          remarks.push({
            range,
            severity: stage.onChainguard ? 'error' : 'hint',
            message: l10n.t(
              'npm 12 refuses {0} from {1} without {2}.',
              listed(foreign.map(({ name }) => name)),
              sources(foreign),
              all(flagsFor(foreign)),
            ),
          });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair) return [];
    const said = new Set<string>();
    return heldBack(analysis, target.stage, target.contract.npmMajor)
      .filter(({ run }) => target.instructions.includes(run.instruction))
      .flatMap((one) => {
        const approvals = one.global ? approvalGlobally(one) : isSaid(one, said) ? [] : approval(one);
        return [...approvals, ...permission(one)];
      });
  },
};

/** A second installation as the same user finds what was set for the first. Adds to `said` what was not. */
function isSaid({ run, scripts }: Held, said: Set<string>): boolean {
  const keys = scripts.map(({ name }) => `${run.user.name} ${name}`);
  const known = keys.every((key) => said.has(key));
  for (const key of keys) said.add(key);
  return known;
}

/**
 * Docker's image ran these scripts. A line of its own in front of the installation lets those run by name that make something; it
 * writes into the npm settings of the build's user, so that neither package.json nor the application's folder changes.
 */
function approval(one: Held): Operation[] {
  const { run, command, scripts } = one;
  if (scripts.length === 0) return [];
  const allowed = scripts.filter(({ makes }) => makes).map(({ name }) => name);
  const { instruction } = run;
  // Where package.json says which may run, somebody has decided, also about those that it leaves out or denies.
  const isDecided = one.manifest?.packageJson?.allowScripts !== undefined;
  if (allowed.length === 0 || isDecided || readsOtherSettings(run)) {
    return [
      { kind: 'remark', rule: 'install-scripts', instruction, range: command.command.range, action: 'review', message: notAllowed(one) },
    ];
  }
  const others = scripts.filter(({ makes }) => !makes).map(({ name }) => name);
  const sentences = [
    l10n.t(
      'npm 12 runs no install script unasked. The line before allows those of {0}, which ran so far and make something.',
      allowed.join(', '),
    ),
    l10n.t('Take out what you do not trust.'),
    ...(others.length > 0 ? [l10n.t('Those of {0} do not run.', listed(others))] : []),
  ];
  return [
    {
      kind: 'insert-before',
      rule: 'install-scripts',
      instruction,
      lines: [{ keyword: 'RUN', rest: `npm config set allow-scripts=${allowed.join(',')}` }],
      message: sentences.join(' '),
      action: 'review',
    },
  ];
}

/** A secret that is mounted over the settings, another home, another user: what is set before is not seen in there. */
function readsOtherSettings({ instruction, script }: RunAnalysis): boolean {
  const flags = instruction.flags.map(({ value }) => value ?? '').join(' ');
  return (
    script === undefined ||
    /npmrc|userconfig|\bHOME=|\b(?:su|sudo|gosu|su-exec|runuser|setpriv)\s/i.test(`${flags} ${instruction.body.text}`)
  );
}

/** `npm install -g`: the flag is for those. */
function approvalGlobally({ run, command, scripts }: Held): Operation[] {
  const verb = command.command.words.slice(1).find((word) => !word.value.startsWith('-'));
  if (scripts.length === 0 || !verb) return [];
  const names = scripts.map(({ name }) => name).join(',');
  return [
    {
      kind: 'insert-word',
      rule: 'install-scripts',
      instruction: run.instruction,
      at: verb.range.end,
      text: ` --allow-scripts=${names}`,
      message: l10n.t(
        '--allow-scripts={0} is added: npm 12 runs no install script unasked, and what this one fetches would be missing.',
        names,
      ),
      action: 'review',
    },
  ];
}

function notAllowed({ manifest, scripts }: Held): string {
  const names = scripts.map(({ name }) => name);
  const needed = scripts.filter((one) => one.needed).map(({ name }) => name);
  const prisma = names.some(isPrisma) && manifest?.packageJson !== undefined;
  return [
    l10n.t('npm 12 does not run the install scripts of {0}.', listed(names)),
    ...(needed.length > 0 ? [l10n.t('{0} will not work without.', listed(needed))] : []),
    ...(prisma ? [l10n.t("Prisma's client has to be generated by a step of its own: npx prisma generate.")] : []),
    l10n.t('`npm approve-scripts` writes those that you allow into package.json (allowScripts).'),
  ].join(' ');
}

function wayGlobally(names: readonly string[]): string {
  return l10n.t('`npm install -g --allow-scripts={0}` lets them run.', names.join(','));
}

/** What comes from git was fetched before, too: the flag keeps the build going, and the report says so. */
function permission({ run, command, foreign }: Held): Operation[] {
  const verb = command.command.words.slice(1).find((word) => !word.value.startsWith('-'));
  if (foreign.length === 0 || !verb) return [];
  const flags = flagsFor(foreign);
  const packages = listed(foreign.map(({ name }) => name));
  const message =
    flags.length > 1
      ? l10n.t('{0} are added: npm 12 refuses {1} from {2} without.', all(flags), packages, sources(foreign))
      : l10n.t('{0} is added: npm 12 refuses {1} from {2} without.', all(flags), packages, sources(foreign));
  return [
    {
      kind: 'insert-word',
      rule: 'install-scripts',
      instruction: run.instruction,
      at: verb.range.end,
      text: ` ${flags.join(' ')}`,
      message,
    },
  ];
}

function flagsFor(foreign: readonly ForeignPackage[]): string[] {
  return [...new Set(foreign.map(({ origin }) => (origin === 'git' ? '--allow-git=all' : '--allow-remote=all')))];
}

function sources(foreign: readonly ForeignPackage[]): string {
  return all([...new Set(foreign.map(({ origin }) => (origin === 'git' ? 'git' : l10n.t('a plain URL'))))]);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? l10n.t('{0} and {1} more', shown, names.length - 6) : shown;
}
