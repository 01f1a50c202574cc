/** Files below node_modules: which installation put them there, and from which package.json. */
import { folderOf, pathBelow, resolvePath } from '../project/paths.ts';
import type { FileOrigin } from './stage-view.ts';

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
  const packages = named.map((name) => name.replace(/(.)@[^/]*$/, '$1'));
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
