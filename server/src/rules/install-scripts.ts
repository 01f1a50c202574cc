/** npm 12 runs no install script of a dependency and takes none from git or a plain URL, unless it is told to. */
import { globalPackage } from '../analysis/global-tools.ts';
import { foreignArgument, foreignDependencies, installations, type Manifest, manifestOf } from '../analysis/install-manifest.ts';
import type { AnalysedCommand, Analysis, RunAnalysis, StageAnalysis } from '../analysis/model.ts';
import { pinnedNpmMajor } from '../analysis/npm-commands.ts';
import { developmentContract } from '../analysis/target-image.ts';
import { nativeModule, needsInstallScript } from '../packages/index.ts';
import type { ForeignPackage } from '../project/lock-files.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

const FIRST_STRICT_NPM = 12;

export const installScripts: Rule = {
  id: 'install-scripts',
  title: 'Dependency that npm 12 does not build or fetch unasked',
  defaultSeverity: 'hint',
  noFix: 'Which packages may run code during an installation is for a person to decide; package.json is never changed.',

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
            message: `npm 12 does not run the install scripts of ${listed(names)}. ${global ? wayGlobally(names) : '`npm approve-scripts` allows them in package.json.'}`,
          });
        if (foreign.length > 0)
          remarks.push({
            range,
            severity: stage.onChainguard ? 'error' : 'hint',
            message: `npm 12 refuses ${listed(foreign.map(({ name }) => name))} from ${sources(foreign)} without ${flagsFor(foreign).join(' and ')}.`,
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
  const without = needed.length > 0 ? ` ${listed(needed)} will not work without.` : '';
  const prisma =
    names.some((name) => /^@?prisma(?:\/|$)/.test(name)) && manifest?.packageJson !== undefined
      ? " Prisma's client has to be generated by a step of its own: npx prisma generate."
      : '';
  const message = global
    ? `npm 12 does not run the install scripts of ${listed(names)} globally, either. What they fetch is then fetched at the first start, into a folder of root's that uid 65532 cannot write, or not at all. ${wayGlobally(names)}`
    : `npm 12 does not run the install scripts of ${listed(names)}.${without}${prisma} \`npm approve-scripts\` writes those that you allow into package.json (allowScripts).`;
  return [
    { kind: 'remark', rule: 'install-scripts', instruction: run.instruction, range: command.command.range, action: 'review', message },
  ];
}

function wayGlobally(names: readonly string[]): string {
  return `\`npm install -g --allow-scripts=${names.join(',')}\` lets them run.`;
}

/** What comes from git was fetched before, too: the flag keeps the build going, and the report says so. */
function permission({ run, command, foreign }: Held): Operation[] {
  const verb = command.command.words.slice(1).find((word) => !word.value.startsWith('-'));
  if (foreign.length === 0 || !verb) return [];
  const flags = flagsFor(foreign);
  const message = `${flags.join(' and ')} ${flags.length > 1 ? 'are' : 'is'} added: npm 12 refuses ${listed(foreign.map(({ name }) => name))} from ${sources(foreign)} without.`;
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
  return [...new Set(foreign.map(({ origin }) => (origin === 'git' ? 'git' : 'a plain URL')))].join(' and ');
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
