/** The package.json and the lock file that an installation in a RUN reads, found in the build context. */
import { fileExists } from '../project/existence.ts';
import { type ForeignPackage, type PackageLockResult, readPackageLock } from '../project/lock-files.ts';
import { type PackageJson, readPackageJson } from '../project/package-json.ts';
import { folderOf, resolvePath } from '../project/paths.ts';
import type { Analysis, AnalysedCommand, RunAnalysis, StageAnalysis } from './model.ts';
import { resolveImagePath } from './path.ts';
import { originInStage } from './stage-start.ts';

export interface Installation {
  readonly run: RunAnalysis;
  readonly command: AnalysedCommand;
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun';
  /** Development dependencies stay out, by a flag or by NODE_ENV. */
  readonly production: boolean;
  /** Given on the command line: `npm install express`. */
  readonly named: readonly string[];
}

const known = new WeakMap<StageAnalysis, readonly Installation[]>();

/** The installations of a stage itself, in order. */
export function installations(stage: StageAnalysis): readonly Installation[] {
  const found = known.get(stage) ?? findInstallations(stage);
  known.set(stage, found);
  return found;
}

function findInstallations(stage: StageAnalysis): Installation[] {
  return stage.runs.flatMap((run) =>
    run.items.flatMap((item) =>
      item.commands.flatMap((command): Installation[] => {
        const { effect } = command.effect;
        if (effect.kind !== 'dependencies-install') return [];
        const inline = command.place.command.assignments.find(({ name }) => name === 'NODE_ENV')?.value?.value;
        const environment = inline ?? stage.scopeAt(run.instruction).get('NODE_ENV')?.value;
        const production =
          effect.production ||
          (environment === 'production' &&
            !command.command.words.some((word) => /^--(?:include=dev|production=false|prod=false)$/.test(word.value)));
        return [{ run, command, manager: effect.manager, production, named: effect.packages.map((argument) => argument.text) }];
      }),
    ),
  );
}

export interface Manifest {
  /** Folder in the workspace. */
  readonly folder: string;
  readonly packageJson: PackageJson | undefined;
  /** npm's; undefined where there is none. */
  readonly lock: PackageLockResult | undefined;
}

const manifests = new WeakMap<StageAnalysis, Map<string | undefined, Manifest>>();

/** The manifest in the working directory of the RUN, else the one at the root of the build context. */
export function manifestOf(analysis: Analysis, stage: StageAnalysis, run: RunAnalysis): Manifest {
  const ofStage = manifests.get(stage) ?? new Map<string | undefined, Manifest>();
  manifests.set(stage, ofStage);
  const found = ofStage.get(run.workdir) ?? readManifest(analysis, stage, run);
  ofStage.set(run.workdir, found);
  return found;
}

function readManifest(analysis: Analysis, stage: StageAnalysis, run: RunAnalysis): Manifest {
  const origin = run.workdir === undefined ? undefined : originInStage(analysis, stage, resolveImagePath(run.workdir, 'package.json'));
  const folder = resolvePath(analysis.context.folder, origin?.kind === 'context' ? folderOf(origin.path) : '');
  const { files } = analysis;
  const manifest = readPackageJson(files, resolvePath(folder, 'package.json'));
  const lock = ['npm-shrinkwrap.json', 'package-lock.json']
    .map((name) => resolvePath(folder, name))
    .find((path) => fileExists(files, path) === 'yes');
  return {
    folder,
    packageJson: manifest.kind === 'read' ? manifest.packageJson : undefined,
    lock: lock === undefined ? undefined : readPackageLock(files, lock),
  };
}

/** Packages from git or from a plain URL: all that the lock file knows, without one those that package.json names. */
export function foreignDependencies({ packageJson, lock }: Manifest, production: boolean): readonly ForeignPackage[] {
  if (lock?.kind === 'read')
    return lock.packages.flatMap(({ name, origin, dev }) =>
      (origin === 'git' || origin === 'url') && !(production && dev) ? [{ name, origin }] : [],
    );
  const declared = {
    ...packageJson?.dependencies,
    ...packageJson?.optionalDependencies,
    ...(production ? {} : packageJson?.devDependencies),
  };
  return Object.entries(declared).flatMap(([name, spec]) => {
    const origin = originOfSpec(spec);
    return origin === undefined ? [] : [{ name, origin }];
  });
}

/** An argument of `npm install`: `someone/tool`, `tool@git+https://…`, `https://…/tool.tgz`. */
export function foreignArgument(text: string): ForeignPackage | undefined {
  const spec = /^(?:@[^/@]+\/)?[^@/:]+@(.+)$/.exec(text)?.[1] ?? text;
  const origin = spec.startsWith('@') ? undefined : (originOfSpec(spec) ?? (spec === text ? undefined : originOfSpec(text)));
  return origin === undefined ? undefined : { name: text, origin };
}

/** As npm reads a spec; undefined for the registry, folders and files. */
function originOfSpec(spec: string): ForeignPackage['origin'] | undefined {
  if (/^(?:git\+|git:|ssh:|github:|gitlab:|bitbucket:|gist:|[\w.-]+@[\w.-]+:)/.test(spec)) return 'git';
  if (/^[\w-]+\/[\w.-]+(?:#.*)?$/.test(spec)) return 'git';
  if (/^https?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\/[^/#]+\/[^/#]+\/?(?:#.*)?$/.test(spec)) return 'git';
  return /^https?:/.test(spec) ? 'url' : undefined;
}
