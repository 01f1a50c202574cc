/** Yarn 2 and later may keep packages out of node_modules altogether (Plug'n'Play, the default): then only yarn can start the application. */
import { textOf } from '../../project/existence.ts';
import { folderOf, resolvePath } from '../../project/paths.ts';
import type { Manifest } from './manifests.ts';
import type { StartRequest } from './request.ts';

/** Whether the project of `manifest` runs with Plug'n'Play, as far as package.json, yarn.lock and .yarnrc.yml in its folder or above tell. */
export function usesPlugAndPlay(manifest: Manifest, request: StartRequest): boolean {
  if (manifest.contextPath === undefined) return false;
  const { packageManager } = manifest.packageJson;
  let berry = /^yarn@(?:[2-9]|\d\d)/.test(packageManager ?? '');
  for (let folder = folderOf(manifest.contextPath); ; folder = folderOf(folder)) {
    const place = resolvePath(request.contextFolder, folder);
    const linker = /^nodeLinker:\s*["']?([\w-]+)/m.exec(textOf(request.files, resolvePath(place, '.yarnrc.yml')) ?? '')?.[1];
    if (linker !== undefined) return linker === 'pnp';
    const lock = packageManager === undefined ? textOf(request.files, resolvePath(place, 'yarn.lock')) : undefined;
    if (lock !== undefined) berry = /^__metadata:/m.test(lock);
    if (folder === '') return berry;
  }
}
