/** The packages of a monorepo, as npm, yarn and pnpm find them. */
import { parse as parseYaml } from 'yaml';
import { fileExists, textOf } from './existence.ts';
import type { ProjectFiles } from './files.ts';
import { isRecord, own, type PackageJson, readPackageJson } from './package-json.ts';
import { folderOf, normalisePath, pathBelow, resolvePath } from './paths.ts';
import { isPattern, patternToRegExp } from './patterns.ts';
import { rememberParsed } from './text-cache.ts';

export interface WorkspacePackage {
  /** Relative to the workspace root of the snapshot. */
  readonly folder: string;
  readonly packageJson: PackageJson;
}

export interface Workspaces {
  /** The folder whose package.json or pnpm-workspace.yaml declares them. */
  readonly root: string;
  readonly declaredBy: 'package.json' | 'pnpm-workspace.yaml';
  readonly packages: readonly WorkspacePackage[];
  /** False when folders cannot be listed or a package.json could not be read: a package may be missing here. */
  readonly complete: boolean;
}

/** A snapshot never changes, and everything that follows a start asks for the same folders. */
const known = new WeakMap<ProjectFiles, Map<string, Workspaces | undefined>>();

/** The workspaces declared in `folder`; undefined when it declares none. */
export function workspacesIn(files: ProjectFiles, folder: string): Workspaces | undefined {
  const found = known.get(files) ?? new Map<string, Workspaces | undefined>();
  known.set(files, found);
  const key = normalisePath(folder);
  if (!found.has(key)) found.set(key, readWorkspaces(files, key));
  return found.get(key);
}

function readWorkspaces(files: ProjectFiles, folder: string): Workspaces | undefined {
  const declared = declaredGlobs(files, folder);
  if (declared === undefined) return undefined;
  const { folders, complete } = expand(files, folder, declared.globs);
  const packages: WorkspacePackage[] = [];
  let allRead = complete;
  for (const candidate of folders) {
    const result = readPackageJson(files, resolvePath(candidate, 'package.json'));
    if (result.kind === 'read') packages.push({ folder: candidate, packageJson: result.packageJson });
    else if (result.kind !== 'absent') allRead = false;
  }
  return { root: folder, declaredBy: declared.by, packages, complete: allRead };
}

/** Workspaces declared in `folder` or the nearest folder above it. */
export function workspacesAround(files: ProjectFiles, folder: string): Workspaces | undefined {
  for (let current = normalisePath(folder); ; current = folderOf(current)) {
    const found = workspacesIn(files, current);
    if (found !== undefined) return found;
    if (current === '') return undefined;
  }
}

/** A package by its name, its folder (relative to the root, with or without `./`), or by a name without its scope if that is clear. */
export function findWorkspace(workspaces: Workspaces, nameOrFolder: string): WorkspacePackage | undefined {
  const byName = workspaces.packages.find(({ packageJson }) => packageJson.name === nameOrFolder);
  if (byName !== undefined) return byName;
  const folder = resolvePath(workspaces.root, nameOrFolder);
  const byFolder = workspaces.packages.find((candidate) => candidate.folder === folder);
  if (byFolder !== undefined) return byFolder;
  const unscoped = workspaces.packages.filter(({ packageJson }) => packageJson.name?.replace(/^@[^/]*\//, '') === nameOrFolder);
  return unscoped.length === 1 ? unscoped[0] : undefined;
}

/** The range behind `catalog:` or `catalog:name`, from the pnpm-workspace.yaml in `folder` or the nearest one above; undefined when it says nothing. */
export function catalogRange(files: ProjectFiles, folder: string, packageName: string, specifier: string): string | undefined {
  const catalog = /^catalog:(.*)$/.exec(specifier)?.[1]?.trim();
  if (catalog === undefined) return undefined;
  for (let current = normalisePath(folder); ; current = folderOf(current)) {
    const settings = pnpmSettings(textOf(files, resolvePath(current, 'pnpm-workspace.yaml')));
    if (settings !== undefined) {
      const named = isRecord(settings['catalogs']) ? settings['catalogs'][catalog] : undefined;
      const entries = catalog === '' || catalog === 'default' ? (settings['catalog'] ?? named) : named;
      const range = isRecord(entries) ? own(entries, packageName) : undefined;
      return typeof range === 'string' ? range : undefined;
    }
    if (current === '') return undefined;
  }
}

function declaredGlobs(
  files: ProjectFiles,
  folder: string,
): { readonly by: Workspaces['declaredBy']; readonly globs: readonly string[] } | undefined {
  const pnpm = textOf(files, resolvePath(folder, 'pnpm-workspace.yaml'));
  if (pnpm !== undefined) {
    const globs = pnpmGlobs(pnpm);
    if (globs !== undefined) return { by: 'pnpm-workspace.yaml', globs };
  }
  const result = readPackageJson(files, resolvePath(folder, 'package.json'));
  if (result.kind !== 'read' || result.packageJson.workspaces.length === 0) return undefined;
  return { by: 'package.json', globs: result.packageJson.workspaces };
}

/** Newer pnpm keeps settings in this file, so it may well name no packages. */
function pnpmGlobs(text: string): readonly string[] | undefined {
  const packages = pnpmSettings(text)?.['packages'];
  return Array.isArray(packages) ? packages.filter((item): item is string => typeof item === 'string') : undefined;
}

function pnpmSettings(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  return text === undefined ? undefined : parseSettings(text);
}

const parseSettings = rememberParsed(16, (text): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = parseYaml(text, { logLevel: 'error', uniqueKeys: false });
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
});

function expand(
  files: ProjectFiles,
  root: string,
  globs: readonly string[],
): { readonly folders: readonly string[]; readonly complete: boolean } {
  const listed = files.list(root);
  const candidates = (listed ?? []).filter((path) => path.endsWith('/package.json')).map((path) => folderOf(path));
  const folders = new Set<string>();
  let complete = listed !== undefined && files.listingComplete;
  for (const glob of globs) {
    const leaveOut = glob.startsWith('!');
    const pattern = normalisePath(leaveOut ? glob.slice(1) : glob);
    if (!isPattern(pattern) && !pattern.includes('{')) {
      const folder = resolvePath(root, pattern);
      if (leaveOut) folders.delete(folder);
      else if (fileExists(files, resolvePath(folder, 'package.json')) !== 'no') folders.add(folder);
      continue;
    }
    const expression = patternToRegExp(pattern, { braces: true });
    if (expression === undefined) complete = false;
    for (const folder of candidates) {
      if (expression?.test(pathBelow(normalisePath(root), folder) ?? '') !== true) continue;
      if (leaveOut) folders.delete(folder);
      else folders.add(folder);
    }
  }
  return { folders: [...folders].sort(), complete };
}
