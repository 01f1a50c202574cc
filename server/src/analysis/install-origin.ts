/** Files below node_modules: which installation put them there, and from which package.json. */
import { folderOf, pathBelow, resolvePath } from '../project/paths.ts';
import { baseName } from '../shell/index.ts';
import type { NodePackageManager, WrittenPath } from './effects.ts';
import type { FileOrigin, NamedPackage } from './stage-view.ts';

export interface InstallContext {
  readonly stage: number;
  /** Origin of another path just before the installation. */
  originBefore(path: string): FileOrigin;
}

/** `path` lies in a node_modules; `workdir` is where the installation ran. Undefined when this installation does not reach so far. */
export function ofInstallation(
  path: string,
  workdir: string,
  by: string,
  named: readonly string[],
  context: InstallContext,
): FileOrigin | undefined {
  const folder = path.slice(0, path.indexOf('/node_modules') + '/node_modules'.length);
  const owner = folderOf(folder);
  // A monorepo's installation also fills the node_modules of its packages.
  if (pathBelow(workdir, owner) === undefined) return undefined;
  const packages = named.map(namedPackage);
  const manifest = context.originBefore(resolvePath(owner, 'package.json'));
  return {
    kind: 'built',
    stage: context.stage,
    by,
    folder,
    tool: 'install',
    installed: { manifest: manifest.kind === 'context' && manifest.exists ? manifest.path : undefined, packages },
  };
}

export interface GlobalInstallation {
  readonly manager: NodePackageManager;
  /** The command as written. */
  readonly by: string;
  readonly named: readonly string[];
  readonly writes: readonly WrittenPath[];
  readonly stage: number;
}

/** `npm install -g pm2@5`, `yarn global add x`: the files of the packages that it names. pnpm and bun link into stores of their own. */
export function ofGlobalInstallation(path: string, { manager, by, named, writes, stage }: GlobalInstallation): FileOrigin | undefined {
  if (manager !== 'npm' && manager !== 'yarn') return undefined;
  const packages = named.map(namedPackage);
  for (const written of writes) {
    const folder = manager === 'yarn' ? resolvePath(written.path, 'node_modules') : written.path;
    const below = baseName(folder) === 'node_modules' ? pathBelow(folder, path) : undefined;
    if (below !== undefined && packages.some(({ name }) => pathBelow(name, below) !== undefined)) {
      return { kind: 'built', stage, by, folder, tool: 'install', installed: { manifest: undefined, packages } };
    }
  }
  return undefined;
}

function namedPackage(text: string): NamedPackage {
  const match = /^(@?[^@]+)(?:@(.+))?$/.exec(text);
  return { name: match?.[1] ?? text, range: match?.[2] };
}
