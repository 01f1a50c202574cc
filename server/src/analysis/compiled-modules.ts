/** Installations that compile native modules, or may have to: node-gyp then needs Python. */
import { NATIVE_MODULE_NAMES, nativeModule } from '../packages/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import { globalPackage } from './global-tools.ts';
import { type Manifest, manifestOf } from './install-manifest.ts';
import type { AnalysedCommand, Analysis, RunAnalysis, StageAnalysis } from './model.ts';
import { pinnedNpmMajor } from './npm-commands.ts';

const FIRST_NPM_WITHOUT_SCRIPTS = 12;
const FIRST_PNPM_WITHOUT_SCRIPTS = 10;

/** True when the command installs modules whose install scripts run and call node-gyp, at least where no binary is to be had. */
export function compilesModules(analysis: Analysis, stage: StageAnalysis, run: RunAnalysis, command: AnalysedCommand): boolean {
  const { effect } = command.effect;
  if (effect.kind !== 'dependencies-install' || command.command.words.some((word) => /^--ignore-scripts(?:=true)?$/.test(word.value)))
    return false;
  const manifest = manifestOf(analysis, stage, run);
  const modules = compiledIn(analysis, manifest, effect.manager);
  switch (effect.manager) {
    case 'yarn':
      return modules.length > 0;
    case 'npm': {
      const allowed = manifest.packageJson?.allowScripts;
      if ((pinnedNpmMajor(stage, run) ?? FIRST_NPM_WITHOUT_SCRIPTS) < FIRST_NPM_WITHOUT_SCRIPTS || allowed === true)
        return modules.length > 0;
      return modules.some((name) => allowed?.some((entry) => globalPackage(entry).name === name));
    }
    case 'pnpm': {
      const pinned = /^pnpm@(\d+)/.exec(manifest.packageJson?.packageManager ?? '')?.[1];
      if (pinned !== undefined && Number(pinned) < FIRST_PNPM_WITHOUT_SCRIPTS) return modules.length > 0;
      return modules.some((name) => manifest.packageJson?.onlyBuiltDependencies?.includes(name));
    }
    case 'bun':
      return false;
  }
}

const found = new WeakMap<Manifest, Map<string, readonly string[]>>();

/** Names of modules that node-gyp builds, from the lock file where it can be read, else from package.json. */
function compiledIn(analysis: Analysis, manifest: Manifest, manager: 'npm' | 'yarn' | 'pnpm' | 'bun'): readonly string[] {
  const known = found.get(manifest) ?? new Map<string, readonly string[]>();
  found.set(manifest, known);
  const names = known.get(manager) ?? findCompiled(analysis, manifest, manager);
  known.set(manager, names);
  return names;
}

function findCompiled(analysis: Analysis, { folder, packageJson, lock }: Manifest, manager: 'npm' | 'yarn' | 'pnpm' | 'bun'): string[] {
  const compiled = NATIVE_MODULE_NAMES.filter((name) => nativeModule(name)?.build.includes('python3'));
  const declared = { ...packageJson?.dependencies, ...packageJson?.devDependencies, ...packageJson?.optionalDependencies };
  const text =
    manager === 'yarn'
      ? textOf(analysis.files, resolvePath(folder, 'yarn.lock'))
      : manager === 'pnpm'
        ? textOf(analysis.files, resolvePath(folder, 'pnpm-lock.yaml'))
        : undefined;
  return compiled.filter((name) => {
    if (Object.hasOwn(declared, name)) return true;
    if (lock?.kind === 'read' && manager === 'npm') return lock.packages.some((one) => one.name === name);
    return text !== undefined && new RegExp(`^\\s*['"]?/?${name.replace(/[/.]/g, '\\$&')}@`, 'm').test(text);
  });
}
