/** package.json files as the image holds them. */
import * as l10n from '@vscode/l10n';
import { textOf } from '../../project/existence.ts';
import { type LockedPackage, readPackageLock } from '../../project/lock-files.ts';
import { declaredDependency, type PackageJson, parsePackageJson, readPackageJson } from '../../project/package-json.ts';
import { folderOf, resolvePath } from '../../project/paths.ts';
import { catalogRange, findWorkspace, type WorkspacePackage, type Workspaces, workspacesAround } from '../../project/workspaces.ts';
import type { StartRequest } from './request.ts';

export interface Manifest {
  /** Absolute folder in the image. */
  readonly folder: string;
  /** Its path relative to the build context; undefined for one written in the Dockerfile. */
  readonly contextPath: string | undefined;
  readonly packageJson: PackageJson;
}

export type ManifestResult =
  | { readonly kind: 'read'; readonly manifest: Manifest }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The package.json directly in `folder`. */
export function manifestIn(folder: string, request: StartRequest): ManifestResult {
  const origin = request.originOf(resolvePath(folder, 'package.json'));
  switch (origin.kind) {
    case 'context': {
      const result = readPackageJson(request.files, resolvePath(request.contextFolder, origin.path));
      if (result.kind === 'read') return { kind: 'read', manifest: { folder, contextPath: origin.path, packageJson: result.packageJson } };
      return result.kind === 'absent'
        ? { kind: 'absent' }
        : {
            kind: 'unreadable',
            reason:
              result.kind === 'malformed'
                ? `${origin.path} ${result.reason}`
                : l10n.t('{0} cannot be read ({1})', origin.path, result.reason),
          };
    }
    case 'inline': {
      const result = parsePackageJson(origin.text, 'package.json');
      return result.kind === 'read'
        ? { kind: 'read', manifest: { folder, contextPath: undefined, packageJson: result.packageJson } }
        : { kind: 'unreadable', reason: l10n.t('the package.json in the Dockerfile cannot be read') };
    }
    case 'absent':
      return origin.path === undefined ? { kind: 'absent' } : { kind: 'unreadable', reason: origin.why };
    case 'base-image':
      return { kind: 'absent' };
    case 'built':
      return { kind: 'unreadable', reason: l10n.t('{0}/package.json is written by `{1}`', folder, origin.by) };
    case 'external':
      return { kind: 'unreadable', reason: l10n.t('{0}/package.json comes from {1}', folder, origin.image) };
    case 'unknown':
      return { kind: 'unreadable', reason: l10n.t('where {0}/package.json comes from is not known ({1})', folder, origin.why) };
  }
}

/** The package.json that a package manager takes in `folder`: the nearest one upwards. */
export function nearestManifest(folder: string, request: StartRequest): ManifestResult {
  let first: ManifestResult | undefined;
  for (let current = folder; ; current = folderOf(current)) {
    const result = manifestIn(current, request);
    if (result.kind === 'read') return result;
    if (result.kind === 'unreadable') first ??= result;
    if (current === '/' || current === '') return first ?? { kind: 'absent' };
  }
}

/** Every package.json from `folder` upwards, nearest first. Where only node_modules was copied, the package.json that it was installed from. */
export function manifestsAround(folder: string, request: StartRequest): readonly Manifest[] {
  const found: Manifest[] = [];
  for (let current = folder; ; current = folderOf(current)) {
    const result = manifestIn(current, request);
    const manifest = result.kind === 'read' ? result.manifest : installedManifest(current, request);
    if (manifest !== undefined) found.push(manifest);
    if (current === '/' || current === '') return found;
  }
}

function installedManifest(folder: string, request: StartRequest): Manifest | undefined {
  const origin = request.originOf(resolvePath(folder, 'node_modules/.package-lock.json'));
  const contextPath = origin.kind === 'built' ? origin.installed?.manifest : undefined;
  if (contextPath === undefined) return undefined;
  const result = readPackageJson(request.files, resolvePath(request.contextFolder, contextPath));
  return result.kind === 'read' ? { folder, contextPath, packageJson: result.packageJson } : undefined;
}

/** Packages of the nearest package-lock.json upwards from `folder`: the one in the image, else the one beside package.json in the context. */
export function lockedPackagesAround(folder: string, request: StartRequest): readonly LockedPackage[] {
  for (const manifest of manifestsAround(folder, request)) {
    if (manifest.contextPath === undefined) continue;
    for (const name of ['package-lock.json', 'npm-shrinkwrap.json']) {
      const path = resolvePath(resolvePath(request.contextFolder, folderOf(manifest.contextPath)), name);
      if (textOf(request.files, path) === undefined) continue;
      const result = readPackageLock(request.files, path);
      if (result.kind === 'read') return result.packages;
    }
  }
  return [];
}

/** The range with which `manifest` asks for a package, catalogs of pnpm looked up; undefined when it does not ask for it. */
export function requestedRange(manifest: Manifest, packageName: string, request: StartRequest): string | undefined {
  const range = declaredDependency(manifest.packageJson, packageName)?.range;
  if (range === undefined || !range.startsWith('catalog:') || manifest.contextPath === undefined) return range;
  return catalogRange(request.files, resolvePath(request.contextFolder, folderOf(manifest.contextPath)), packageName, range) ?? range;
}

export interface PlacedWorkspace {
  readonly workspace: WorkspacePackage;
  /** Absolute folder in the image. */
  readonly folder: string;
}

/** The workspaces of the monorepo whose root or member stands in `folder` (absolute in the image), with that root's folder in the image. */
export function workspacesOf(
  folder: string,
  request: StartRequest,
): { readonly workspaces: Workspaces; readonly imageRoot: string } | undefined {
  for (const manifest of manifestsAround(folder, request)) {
    if (manifest.contextPath === undefined) continue;
    const inWorkspace = resolvePath(request.contextFolder, folderOf(manifest.contextPath));
    const workspaces = workspacesAround(request.files, inWorkspace);
    if (workspaces === undefined) continue;
    if (workspaces.root === inWorkspace) return { workspaces, imageRoot: manifest.folder };
  }
  return undefined;
}

/** A workspace by name or folder, with its place in the image. */
export function placedWorkspace(nameOrFolder: string, folder: string, request: StartRequest): PlacedWorkspace | undefined {
  const around = workspacesOf(folder, request);
  if (around === undefined) return undefined;
  const workspace = findWorkspace(around.workspaces, nameOrFolder);
  if (workspace === undefined) return undefined;
  const below = around.workspaces.root === '' ? workspace.folder : workspace.folder.slice(around.workspaces.root.length + 1);
  return { workspace, folder: resolvePath(around.imageRoot, below) };
}
