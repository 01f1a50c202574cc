/** npm 12 runs no install script of a dependency and takes none from git or a plain URL, unless it is told to. */
import { type Installation, installations, type Manifest, manifestOf } from '../analysis/install-manifest.ts';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { pinnedNpmMajor } from '../analysis/npm-commands.ts';
import { developmentContract } from '../analysis/target-image.ts';
import { nativeModule } from '../packages/index.ts';
import type { LockedPackage } from '../project/lock-files.ts';
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
      for (const { installation, scripts, foreign } of held(analysis, stage, major)) {
        const { range } = installation.command.command;
        if (scripts.length > 0)
          remarks.push({
            range,
            severity: stage.onChainguard ? 'warning' : 'hint',
            message: `npm 12 does not run the install scripts of ${listed(scripts)}. \`npm approve-scripts\` allows them in package.json.`,
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
      .filter(({ installation }) => target.instructions.includes(installation.run.instruction))
      .flatMap(({ installation, manifest, scripts, foreign }) => [
        ...approval(installation, manifest, scripts),
        ...permission(installation, foreign),
      ]);
  },
};

interface Held {
  readonly installation: Installation;
  readonly manifest: Manifest;
  /** Names of packages whose install script will not run. */
  readonly scripts: readonly string[];
  /** Packages from git or a URL that are not allowed yet. */
  readonly foreign: readonly LockedPackage[];
}

function held(analysis: Analysis, stage: StageAnalysis, npmMajor: number | undefined): Held[] {
  return installations(stage).flatMap((installation): Held[] => {
    const { manager, run, command } = installation;
    if (manager !== 'npm' || (pinnedNpmMajor(stage, run) ?? npmMajor ?? 0) < FIRST_STRICT_NPM) return [];
    const manifest = manifestOf(analysis, stage, run);
    const words = command.command.words.map((word) => word.value);
    const scripts = words.some((word) => /^--(?:ignore-scripts|dangerously-allow-all-scripts)(?:=true)?$/.test(word))
      ? []
      : withScripts(manifest, installation.production);
    const foreign = fromElsewhere(manifest, installation.production).filter(
      ({ origin }) => !words.some((word) => word.startsWith(origin === 'git' ? '--allow-git' : '--allow-remote')),
    );
    return scripts.length + foreign.length === 0 ? [] : [{ installation, manifest, scripts, foreign }];
  });
}

/** What the lock file marks; without one, the direct dependencies that are known to build or fetch something. */
function withScripts({ packageJson, lock }: Manifest, production: boolean): readonly string[] {
  const allowed = packageJson?.allowScripts;
  if (allowed === true) return [];
  const names =
    lock?.kind === 'read' && lock.lockfileVersion >= 2
      ? lock.packages
          .filter((one) => one.hasInstallScript === true && one.origin !== 'link' && !(production && one.dev) && !isHarmless(one.name))
          .map(({ name }) => name)
      : Object.keys({ ...packageJson?.dependencies, ...(production ? {} : packageJson?.devDependencies) }).filter(buildsOrFetches);
  const permitted = new Set((allowed ?? []).map((entry) => entry.replace(/(.)@[^/]*$/, '$1')));
  return [...new Set(names)]
    .filter((name) => !permitted.has(name))
    .sort((a, b) => Number(buildsOrFetches(b)) - Number(buildsOrFetches(a)) || (a < b ? -1 : 1));
}

/** For another system, or only a check or an optimisation. */
function isHarmless(name: string): boolean {
  return name === 'fsevents' || /optimisation|check$|^none/.test(nativeModule(name)?.installScript ?? '');
}

/** The package is of no use without what its install script makes. */
function buildsOrFetches(name: string): boolean {
  const known = nativeModule(name);
  return (
    known !== undefined &&
    /download|source|prebuild-install|prebuild/i.test(`${known.installScript} ${known.delivery}`) &&
    !known.installScript.startsWith('none') &&
    !known.delivery.includes('inside')
  );
}

function fromElsewhere({ lock }: Manifest, production: boolean): readonly LockedPackage[] {
  if (lock?.kind !== 'read') return [];
  return lock.packages.filter((one) => (one.origin === 'git' || one.origin === 'url') && !(production && one.dev));
}

function approval({ run, command }: Installation, { packageJson }: Manifest, scripts: readonly string[]): Operation[] {
  if (scripts.length === 0) return [];
  const needed = scripts.filter(buildsOrFetches);
  const without = needed.length > 0 ? ` ${listed(needed)} will not work without.` : '';
  const prisma =
    scripts.some((name) => /^@?prisma(?:\/|$)/.test(name)) && packageJson !== undefined
      ? " Prisma's client has to be generated by a step of its own: npx prisma generate."
      : '';
  const message = `npm 12 does not run the install scripts of ${listed(scripts)}.${without}${prisma} \`npm approve-scripts\` writes those that you allow into package.json (allowScripts).`;
  return [
    { kind: 'remark', rule: 'install-scripts', instruction: run.instruction, range: command.command.range, action: 'review', message },
  ];
}

/** What the lock file takes from git was fetched before, too: the flag keeps the build going, and the report says so. */
function permission({ run, command }: Installation, foreign: readonly LockedPackage[]): Operation[] {
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

function flagsFor(foreign: readonly LockedPackage[]): string[] {
  return [...new Set(foreign.map(({ origin }) => (origin === 'git' ? '--allow-git=all' : '--allow-remote=all')))];
}

function sources(foreign: readonly LockedPackage[]): string {
  return [...new Set(foreign.map(({ origin }) => (origin === 'git' ? 'git' : 'a plain URL')))].join(' and ');
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
