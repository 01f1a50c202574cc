/** Operating-system packages that a stage installs, in Wolfi's terms. */
import type { Instruction } from '../dockerfile/ast.ts';
import { mapPackage, type PackageMapping, packageRole } from '../packages/index.ts';
import type { PackageArgument } from './effects.ts';
import type { AnalysedCommand, RunAnalysis, RunItem, StageAnalysis } from './model.ts';

/** One installed name. */
export interface InstalledPackage {
  readonly run: RunAnalysis;
  readonly item: RunItem;
  readonly command: AnalysedCommand;
  readonly argument: PackageArgument;
  readonly mapping: PackageMapping;
  /** Removed again later in the stage, or part of a virtual group that is. */
  readonly removedLater: boolean;
  readonly virtual: string | undefined;
}

/** PID 1 helpers: every Chainguard Node image has dumb-init. */
export const INIT_PACKAGES: ReadonlySet<string> = new Set(['tini', 'tini-static', 'dumb-init', 'catatonit']);
/** Tools that change the user at start; a non-root image has nothing to change. */
export const USER_SWITCHERS: ReadonlySet<string> = new Set(['gosu', 'su-exec', 'sudo']);

/** An analysis never changes, and every rule asks. */
const known = new WeakMap<StageAnalysis, readonly InstalledPackage[]>();

/** Every name that a stage's own RUN lines install. */
export function installedPackages(stage: StageAnalysis): readonly InstalledPackage[] {
  let installed = known.get(stage);
  if (!installed) {
    installed = collectPackages(stage);
    known.set(stage, installed);
  }
  return installed;
}

function collectPackages(stage: StageAnalysis): InstalledPackage[] {
  const installed: Omit<InstalledPackage, 'removedLater'>[] = [];
  const removed = new Set<string>();
  for (const run of stage.runs) {
    for (const item of run.items) {
      for (const command of item.commands) {
        const { effect } = command.effect;
        if (effect.kind === 'os-remove') for (const name of effect.packages) removed.add(name.text);
        if (effect.kind !== 'os-install') continue;
        for (const argument of effect.packages) {
          installed.push({
            run,
            item,
            command,
            argument,
            mapping: mapPackage(effect.ecosystem, argument.text, stage.wolfi, stage.packages),
            virtual: effect.virtual,
          });
        }
      }
    }
  }
  return installed.map((one) => ({
    ...one,
    removedLater:
      removed.has(one.argument.text) || removed.has(one.mapping.name) || (one.virtual !== undefined && removed.has(one.virtual)),
  }));
}

/** Wolfi names that stand for a package; empty where it has no counterpart or needs none. */
export function wolfiNames(mapping: PackageMapping): readonly string[] {
  return mapping.kind === 'mapped' || mapping.kind === 'same-name' || mapping.kind === 'provides' ? mapping.wolfi : [];
}

export interface RuntimePackage {
  readonly installed: InstalledPackage;
  readonly names: readonly string[];
}

/**
 * What the application may need at run time: everything but build tools, what the runtime image holds, and what is removed again.
 * When in doubt a package counts, since nobody can see what the application starts.
 */
export function runtimePackages(stage: StageAnalysis): RuntimePackage[] {
  const all = stage.lineage.flatMap(installedPackages);
  const compiles = all.some(
    (one) =>
      wolfiNames(one.mapping).some((name) => name === 'build-base' || name === 'make' || name === 'gcc') ||
      /^(?:g\+\+|make|build-essential|build-base|gcc|gcc-c\+\+)$/.test(one.mapping.name),
  );
  const wanted = all.flatMap((installed): RuntimePackage[] => {
    // The bundle of certificates is in the image; only update-ca-certificates needs the package.
    if (installed.mapping.name === 'ca-certificates') return [];
    if (installed.removedLater || INIT_PACKAGES.has(installed.mapping.name) || USER_SWITCHERS.has(installed.mapping.name)) return [];
    if ((installed.mapping.kind === 'mapped' || installed.mapping.kind === 'same-name') && installed.mapping.inImage === 'latest')
      return [];
    const names = wolfiNames(installed.mapping);
    if (names.length === 0) return [];
    const role = packageRole(installed.mapping.name).role;
    if (role === 'build' || role === 'meta') return [];
    // Python beside a compiler is node-gyp's.
    if (compiles && /^(?:python|python3|py3-)[\w.-]*$|^python-?\d/.test(installed.mapping.name)) return [];
    return [{ installed, names }];
  });
  // Node has the time zones itself: only other programs read tzdata.
  return wanted.every(({ names }) => names.includes('tzdata')) ? [] : wanted;
}

/** The RUN lines among some instructions. */
export function runsAmong(stage: StageAnalysis, instructions: readonly Instruction[]): RunAnalysis[] {
  const among = new Set(instructions);
  return stage.runs.filter((run) => among.has(run.instruction));
}
