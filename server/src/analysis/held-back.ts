/** What npm 12 holds back in an installation: install scripts that are not allowed, and packages from git or a plain URL. */
import { compilesOrFetches, nativeModule, needsInstallScript } from '../packages/index.ts';
import type { ForeignPackage, LockedPackage } from '../project/lock-files.ts';
import { globalPackage } from './global-tools.ts';
import { foreignArgument, foreignDependencies, installations, type Manifest, manifestOf } from './install-manifest.ts';
import type { AnalysedCommand, Analysis, RunAnalysis, StageAnalysis } from './model.ts';
import { pinnedNpmMajor } from './npm-commands.ts';

const FIRST_STRICT_NPM = 12;

/** One installation with what npm 12 holds back in it. */
export interface Held {
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

export interface Scripted {
  readonly name: string;
  /** Of no use without what its script compiles or fetches. */
  readonly needed: boolean;
  /** Its script makes something: native code, or Prisma's client. Many others only print a banner. */
  readonly makes: boolean;
}

/**
 * The installations of a stage in which npm holds something back, in order.
 * @param npmMajor the major of the image's own npm; undefined where it is not known, then nothing is held back
 */
export function heldBack(analysis: Analysis, stage: StageAnalysis, npmMajor: number | undefined): Held[] {
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
        scripts: words.some((word) => settled.test(word)) ? [] : one.scripts.filter(({ name }) => !allowedBefore(stage, one.run).has(name)),
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
          .map(({ name }) => ({ name, needed: true, makes: true }));
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
          .map(lockedScript)
          .filter(({ name, needed }) => needed || !isHarmless(name))
      : Object.entries({ ...packageJson?.dependencies, ...(production ? {} : packageJson?.devDependencies) })
          .map(([name, range]) => ({ name, needed: buildsOrFetches(name, range), makes: true }))
          .filter(({ needed }) => needed);
  const permitted = new Set((allowed ?? []).map((entry) => entry.replace(/(.)@[^/]*$/, '$1')));
  const names = [...new Set(found.map(({ name }) => name))].filter((name) => !permitted.has(name));
  return names
    .map((name) => {
      const alike = found.filter((one) => one.name === name);
      return { name, needed: alike.some(({ needed }) => needed), makes: alike.some(({ makes }) => makes) };
    })
    .sort((a, b) => Number(b.needed) - Number(a.needed) || (a.name < b.name ? -1 : 1));
}

function lockedScript({ name, version, dependencies }: LockedPackage): Scripted {
  const needed = buildsOrFetches(name, version);
  return { name, needed, makes: needed || compilesOrFetches(dependencies) || isPrisma(name) };
}

/** Below version 7 the install scripts of these three fetch the engines and generate the client. */
export function isPrisma(name: string): boolean {
  return /^(?:prisma|@prisma\/(?:client|engines))$/.test(name);
}

/** Packages that `npm config set allow-scripts=…` allows on the way to a RUN, in the stage and its ancestors. */
function allowedBefore(stage: StageAnalysis, run: RunAnalysis): ReadonlySet<string> {
  const names = stage.lineage
    .flatMap((member) => member.runs)
    .filter(({ instruction }) => instruction.index <= run.instruction.index)
    .flatMap(({ items }) => items.flatMap(({ commands }) => commands))
    .flatMap(({ effect: { effect } }) =>
      effect.kind === 'tool-config' && effect.tool === 'npm' && effect.key === 'allow-scripts' ? (effect.value ?? '').split(',') : [],
    );
  return new Set(names.map((name) => name.trim()));
}

/** For another system, or only a check or an optimisation. */
function isHarmless(name: string): boolean {
  return name === 'fsevents' || /optimisation|check$|^none/.test(nativeModule(name)?.installScript ?? '');
}

/** In a project, Prisma fetches its engines again when its client is generated. */
function buildsOrFetches(name: string, version: string | undefined): boolean {
  return name !== 'prisma' && needsInstallScript(name, version);
}
