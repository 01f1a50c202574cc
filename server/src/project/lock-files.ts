/** Lock files: which manager they belong to, and what package-lock.json tells about the packages. */
import { fileExists, textOf } from './existence.ts';
import type { ProjectFiles } from './files.ts';
import { binOf, isRecord, own } from './package-json.ts';
import { resolvePath } from './paths.ts';
import { rememberParsed } from './text-cache.ts';

export type LockFileName = 'package-lock.json' | 'npm-shrinkwrap.json' | 'yarn.lock' | 'pnpm-lock.yaml' | 'bun.lock' | 'bun.lockb';

export interface LockFile {
  readonly name: LockFileName;
  /** Relative to the workspace root. */
  readonly path: string;
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun';
}

const managers: Readonly<Record<LockFileName, LockFile['manager']>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'yarn.lock': 'yarn',
  'pnpm-lock.yaml': 'pnpm',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};
const names = Object.keys(managers) as readonly LockFileName[];

/** The lock files directly in `folder`. */
export function lockFilesIn(files: ProjectFiles, folder: string): readonly LockFile[] {
  return names
    .map((name) => ({ name, path: resolvePath(folder, name), manager: managers[name] }))
    .filter(({ path }) => fileExists(files, path) === 'yes');
}

/** Where a locked package comes from. */
export type PackageOrigin = 'registry' | 'git' | 'url' | 'link' | 'file';

export interface LockedPackage {
  /** `node_modules/a/node_modules/b`, or a workspace's folder. */
  readonly location: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly origin: PackageOrigin;
  /** As written, for git and URL packages. */
  readonly resolved: string | undefined;
  /** Undefined in lock files of version 1, which do not say. */
  readonly hasInstallScript: boolean | undefined;
  /** Names of its dependencies; empty for packages without an install script, of which nobody asks. */
  readonly dependencies: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  /** Reached through devDependencies only. */
  readonly dev: boolean;
  readonly optional: boolean;
}

export type PackageLockResult =
  | { readonly kind: 'read'; readonly path: string; readonly lockfileVersion: number; readonly packages: readonly LockedPackage[] }
  | { readonly kind: 'malformed' | 'unreadable' | 'absent'; readonly path: string; readonly reason: string };

/** Reads a package-lock.json or npm-shrinkwrap.json. */
export function readPackageLock(files: ProjectFiles, path: string): PackageLockResult {
  const state = files.state(path);
  switch (state.state) {
    case 'absent':
      return { kind: 'absent', path, reason: 'does not exist' };
    case 'unknown':
      return { kind: 'unreadable', path, reason: 'not loaded yet' };
    case 'unreadable':
      return { kind: 'unreadable', path, reason: state.reason };
    case 'present':
      return parsePackageLock(state.text, path);
  }
}

/** Parses the text of a package-lock.json of any version. `path` is only carried through. */
export function parsePackageLock(text: string, path: string): PackageLockResult {
  const parsed = parseText(text);
  return typeof parsed === 'string' ? { kind: 'malformed', path, reason: parsed } : { kind: 'read', path, ...parsed };
}

interface ParsedLock {
  readonly lockfileVersion: number;
  readonly packages: readonly LockedPackage[];
}

/** The reason as a string when the text is no lock file. Lock files are large, so few are remembered. */
const parseText = rememberParsed(8, (text): ParsedLock | string => {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'is not valid JSON';
  }
  if (!isRecord(value)) return 'holds no JSON object';
  const lockfileVersion = typeof value['lockfileVersion'] === 'number' ? value['lockfileVersion'] : 1;
  if (isRecord(value['packages'])) {
    const packages = Object.entries(value['packages']).flatMap(([location, entry]) =>
      location !== '' && isRecord(entry) ? [lockedPackage(location, entry)] : [],
    );
    return { lockfileVersion, packages };
  }
  const packages: LockedPackage[] = [];
  collectVersion1(value['dependencies'], '', packages, 0);
  return { lockfileVersion, packages };
});

/** The package that a command of `node_modules/.bin` at the root belongs to, with its file; undefined when the lock does not know. */
export function lockedCommand(
  packages: readonly LockedPackage[],
  command: string,
): { readonly package: LockedPackage; readonly file: string } | undefined {
  for (const candidate of packages) {
    const file = own(candidate.bin, command);
    const depth = candidate.location.split('node_modules/').length - 1;
    if (file !== undefined && depth === 1 && candidate.location.startsWith('node_modules/')) return { package: candidate, file };
  }
  return undefined;
}

export interface ForeignPackage {
  readonly name: string;
  readonly origin: 'git' | 'url';
}

/** Packages of a yarn.lock or pnpm-lock.yaml that come from git or from a plain URL, read line by line. */
export function foreignPackages(files: ProjectFiles, lock: LockFile): readonly ForeignPackage[] {
  const text = textOf(files, lock.path);
  if (text === undefined) return [];
  const found = new Map<string, ForeignPackage>();
  let entry = '';
  for (const line of text.split('\n')) {
    const head = /^(?: {2})?['"]?\/?((?:@[^/@\s]+\/)?[^@\s'"/]+)@?[^\s].*:\s*$/.exec(line);
    if (head?.[1] !== undefined && !/^\s{3}/.test(line)) entry = head[1];
    const source = /(?:resolved|resolution|tarball|repo):?\s+(.*)$/.exec(line)?.[1];
    const origin = source === undefined ? undefined : originOfText(source);
    if (origin !== undefined && entry !== '') found.set(entry, { name: entry, origin });
  }
  return [...found.values()];
}

function originOfText(source: string): 'git' | 'url' | undefined {
  if (/git\+|git@|\.git\b|codeload\.github\.com|type: git|#commit=|bitbucket\.org\/|gitlab\.com\//.test(source)) return 'git';
  return /tarball: https?:/.test(source) && !/registry\.|npmjs|yarnpkg/.test(source) ? 'url' : undefined;
}

function lockedPackage(location: string, entry: Readonly<Record<string, unknown>>): LockedPackage {
  const name =
    typeof entry['name'] === 'string'
      ? entry['name']
      : location.slice(location.lastIndexOf('node_modules/') + (location.includes('node_modules/') ? 'node_modules/'.length : 1));
  const resolved = typeof entry['resolved'] === 'string' ? entry['resolved'] : undefined;
  return {
    location,
    name,
    version: typeof entry['version'] === 'string' ? entry['version'] : undefined,
    origin: entry['link'] === true ? 'link' : originOfUrl(resolved),
    resolved,
    hasInstallScript: entry['hasInstallScript'] === true,
    dependencies: entry['hasInstallScript'] === true && isRecord(entry['dependencies']) ? Object.keys(entry['dependencies']) : [],
    bin: binOf(entry['bin'], name),
    dev: entry['dev'] === true,
    optional: entry['optional'] === true || entry['devOptional'] === true,
  };
}

function originOfUrl(resolved: string | undefined): PackageOrigin {
  if (resolved === undefined) return 'registry';
  if (/^git[+:@]|^ssh:|^github:/.test(resolved)) return 'git';
  if (resolved.startsWith('file:')) return 'file';
  // Tarballs of a registry lie at NAME/-/FILE.tgz, whichever host it is.
  if (/^https?:/.test(resolved)) return resolved.includes('/-/') || /\/download\//.test(resolved) ? 'registry' : 'url';
  return 'registry';
}

const deepestNesting = 64;

function collectVersion1(dependencies: unknown, prefix: string, into: LockedPackage[], depth: number): void {
  if (!isRecord(dependencies) || depth > deepestNesting) return;
  for (const [name, entry] of Object.entries(dependencies)) {
    if (!isRecord(entry)) continue;
    const location = `${prefix}node_modules/${name}`;
    const version = typeof entry['version'] === 'string' ? entry['version'] : undefined;
    const elsewhere = version !== undefined && /^(?:git|ssh|github|https?|file)[+:@]/.test(version);
    const resolved = elsewhere ? version : typeof entry['resolved'] === 'string' ? entry['resolved'] : undefined;
    into.push({
      location,
      name,
      version: elsewhere ? undefined : version,
      origin: originOfUrl(resolved),
      resolved,
      hasInstallScript: undefined,
      dependencies: [],
      bin: {},
      dev: entry['dev'] === true,
      optional: entry['optional'] === true,
    });
    collectVersion1(entry['dependencies'], `${location}/`, into, depth + 1);
  }
}
