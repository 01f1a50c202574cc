/** npm 12 runs no install script of a dependency and takes none from git or a plain URL, unless it is told to. */
import * as l10n from '@vscode/l10n';
import { globalPackage } from '../analysis/global-tools.ts';
import { foreignArgument, foreignDependencies, installations, type Manifest, manifestOf } from '../analysis/install-manifest.ts';
import type { AnalysedCommand, Analysis, RunAnalysis, StageAnalysis } from '../analysis/model.ts';
import { pinnedNpmMajor } from '../analysis/npm-commands.ts';
import { developmentContract } from '../analysis/target-image.ts';
import { nativeModule, needsInstallScript } from '../packages/index.ts';
import type { ForeignPackage } from '../project/lock-files.ts';
import { all } from './enumerations.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

const FIRST_STRICT_NPM = 12;

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
      for (const { global, command, scripts, foreign } of held(analysis, stage, major)) {
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
    return held(analysis, target.stage, target.contract.npmMajor)
      .filter(({ run }) => target.instructions.includes(run.instruction))
      .flatMap((one) => [...approval(one), ...permission(one)]);
  },
};

interface Held {
  /** Globally installed packages stand in no manifest. */
  readonly global: boolean;
  readonly run: RunAnalysis;
  readonly command: AnalysedCommand;
  readonly manifest: Manifest | undefined;
  /** Packages whose install script will not run, those first that are of no use without. */
  readonly scripts: readonly Scripted[];
  /** Packages from git or a URL that are not allowed yet. */
  readonly foreign: readonly ForeignPackage[];
}

interface Scripted {
  readonly name: string;
  readonly needed: boolean;
}

function held(analysis: Analysis, stage: StageAnalysis, npmMajor: number | undefined): Held[] {
  const ofProject = installations(stage).flatMap((installation): Held[] => {
    const { manager, run, command, production, named } = installation;
    if (manager !== 'npm') return [];
    const manifest = manifestOf(analysis, stage, run);
    return [
      {
        global: false,
        run,
        command,
        manifest,
        scripts: withScripts(manifest, production),
        foreign: [...foreignDependencies(manifest, production), ...foreignArguments(named)],
      },
    ];
  });
  return [...ofProject, ...globally(stage)]
    .filter(({ run }) => (pinnedNpmMajor(stage, run) ?? npmMajor ?? 0) >= FIRST_STRICT_NPM)
    .map((one): Held => {
      const words = one.command.command.words.map((word) => word.value);
      const settled = /^--(?:(?:ignore-scripts|dangerously-allow-all-scripts)(?:=true)?$|allow-scripts(?:=|$))/;
      return {
        ...one,
        scripts: words.some((word) => settled.test(word)) ? [] : one.scripts,
        foreign: one.foreign.filter(
          ({ origin }) => !words.some((word) => word.startsWith(origin === 'git' ? '--allow-git' : '--allow-remote')),
        ),
      };
    })
    .filter(({ scripts, foreign }) => scripts.length + foreign.length > 0);
}

/** `npm install -g`: no lock file and no allowScripts there. */
function globally(stage: StageAnalysis): Held[] {
  return stage.runs.flatMap((run) =>
    run.items.flatMap((item) =>
      item.commands.flatMap((command): Held[] => {
        const { effect } = command.effect;
        if (effect.kind !== 'global-install' || effect.manager !== 'npm') return [];
        const packages = effect.packages.map(({ text }) => text);
        const scripts = packages
          .map(globalPackage)
          .filter(({ name, pin }) => needsInstallScript(name, pin))
          .map(({ name }) => ({ name, needed: true }));
        return [{ global: true, run, command, manifest: undefined, scripts, foreign: foreignArguments(packages) }];
      }),
    ),
  );
}

function foreignArguments(texts: readonly string[]): ForeignPackage[] {
  return texts.map(foreignArgument).filter((one) => one !== undefined);
}

/** What the lock file marks; without one, the direct dependencies that are known to build or fetch something. */
function withScripts({ packageJson, lock }: Manifest, production: boolean): readonly Scripted[] {
  const allowed = packageJson?.allowScripts;
  if (allowed === true) return [];
  const found: Scripted[] =
    lock?.kind === 'read' && lock.lockfileVersion >= 2
      ? lock.packages
          .filter((one) => one.hasInstallScript === true && one.origin !== 'link' && !(production && one.dev))
          .map(({ name, version }) => ({ name, needed: buildsOrFetches(name, version) }))
          .filter(({ name, needed }) => needed || !isHarmless(name))
      : Object.entries({ ...packageJson?.dependencies, ...(production ? {} : packageJson?.devDependencies) })
          .map(([name, range]) => ({ name, needed: buildsOrFetches(name, range) }))
          .filter(({ needed }) => needed);
  const permitted = new Set((allowed ?? []).map((entry) => entry.replace(/(.)@[^/]*$/, '$1')));
  const names = [...new Set(found.map(({ name }) => name))].filter((name) => !permitted.has(name));
  return names
    .map((name) => ({ name, needed: found.some((one) => one.name === name && one.needed) }))
    .sort((a, b) => Number(b.needed) - Number(a.needed) || (a.name < b.name ? -1 : 1));
}

/** For another system, or only a check or an optimisation. */
function isHarmless(name: string): boolean {
  return name === 'fsevents' || /optimisation|check$|^none/.test(nativeModule(name)?.installScript ?? '');
}

/** In a project, Prisma fetches its engines again when its client is generated. */
function buildsOrFetches(name: string, version: string | undefined): boolean {
  return name !== 'prisma' && needsInstallScript(name, version);
}

function approval({ global, run, command, manifest, scripts }: Held): Operation[] {
  if (scripts.length === 0) return [];
  const names = scripts.map(({ name }) => name);
  const needed = scripts.filter((one) => one.needed).map(({ name }) => name);
  const prisma = names.some((name) => /^@?prisma(?:\/|$)/.test(name)) && manifest?.packageJson !== undefined;
  const sentences = global
    ? [
        l10n.t(
          "npm 12 does not run the install scripts of {0} globally, either. What they fetch is then fetched at the first start, into a folder of root's that uid 65532 cannot write, or not at all.",
          listed(names),
        ),
        wayGlobally(names),
      ]
    : [
        l10n.t('npm 12 does not run the install scripts of {0}.', listed(names)),
        ...(needed.length > 0 ? [l10n.t('{0} will not work without.', listed(needed))] : []),
        ...(prisma ? [l10n.t("Prisma's client has to be generated by a step of its own: npx prisma generate.")] : []),
        l10n.t('`npm approve-scripts` writes those that you allow into package.json (allowScripts).'),
      ];
  const message = sentences.join(' ');
  return [
    { kind: 'remark', rule: 'install-scripts', instruction: run.instruction, range: command.command.range, action: 'review', message },
  ];
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
