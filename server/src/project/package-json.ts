/** package.json, read tolerantly: a field of the wrong type counts as absent, a file that is no JSON object is a failure value. */
import * as l10n from '@vscode/l10n';
import type { ProjectFiles } from './files.ts';
import { rememberParsed } from './text-cache.ts';

export interface PackageJson {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  /** Command → file; a plain string stands for the package's own name without its scope. */
  readonly bin: Readonly<Record<string, string>>;
  readonly main: string | undefined;
  readonly type: 'module' | 'commonjs';
  /** Globs of workspace folders, `!` in front of those left out. Empty when there are none. */
  readonly workspaces: readonly string[];
  /** `pnpm@9.1.0+sha512…` as written. */
  readonly packageManager: string | undefined;
  readonly engines: Readonly<Record<string, string>>;
  /** npm 12's `allowScripts`: names (with optional version) whose install scripts may run, or true for all. Undefined when the field is absent. */
  readonly allowScripts: true | readonly string[] | undefined;
  /** pnpm's `pnpm.onlyBuiltDependencies`. */
  readonly onlyBuiltDependencies: readonly string[] | undefined;
}

export type PackageJsonResult =
  | { readonly kind: 'read'; readonly path: string; readonly packageJson: PackageJson }
  /** The file is there and says nothing that we can use. `reason` is a clause for a message. */
  | { readonly kind: 'malformed'; readonly path: string; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'absent'; readonly path: string };

/** Reads the package.json at `path` (relative to the workspace root). */
export function readPackageJson(files: ProjectFiles, path: string): PackageJsonResult {
  const state = files.state(path);
  switch (state.state) {
    case 'absent':
      return { kind: 'absent', path };
    case 'unknown':
      return { kind: 'unreadable', path, reason: l10n.t('not loaded yet') };
    case 'unreadable':
      return { kind: 'unreadable', path, reason: state.reason };
    case 'present':
      return parsePackageJson(state.text, path);
  }
}

/** Parses the text of a package.json. `path` is only carried through. */
export function parsePackageJson(text: string, path: string): PackageJsonResult {
  const parsed = parseText(text);
  return typeof parsed === 'string' ? { kind: 'malformed', path, reason: parsed } : { kind: 'read', path, packageJson: parsed };
}

/** The reason as a string when the text is no package.json. */
const parseText = rememberParsed(256, (text): PackageJson | string => {
  let value: unknown;
  try {
    // npm reads files with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return l10n.t('is not valid JSON ({0})', error instanceof Error ? error.message : 'parse error');
  }
  if (!isRecord(value)) return l10n.t('holds no JSON object');
  const name = textField(value['name']);
  const pnpm = isRecord(value['pnpm']) ? value['pnpm'] : {};
  return {
    name,
    version: textField(value['version']),
    scripts: stringRecord(value['scripts']),
    dependencies: stringRecord(value['dependencies']),
    devDependencies: stringRecord(value['devDependencies']),
    optionalDependencies: stringRecord(value['optionalDependencies']),
    peerDependencies: stringRecord(value['peerDependencies']),
    bin: binOf(value['bin'], name),
    main: textField(value['main']),
    type: value['type'] === 'module' ? 'module' : 'commonjs',
    workspaces: workspaceGlobs(value['workspaces']),
    packageManager: textField(value['packageManager']),
    engines: stringRecord(value['engines']),
    allowScripts: allowedScripts(value['allowScripts']),
    onlyBuiltDependencies: Array.isArray(pnpm['onlyBuiltDependencies']) ? strings(pnpm['onlyBuiltDependencies']) : undefined,
  };
});

/** How package.json names a dependency, in whichever group, with the group; undefined when it does not. */
export function declaredDependency(
  packageJson: PackageJson,
  name: string,
):
  | { readonly range: string; readonly group: 'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies' }
  | undefined {
  for (const group of ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const) {
    const range = own(packageJson[group], name);
    if (range !== undefined) return { range, group };
  }
  return undefined;
}

/** A key of a record that came from a file: never one of Object.prototype. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The `bin` field as a record; npm drops the scope when it is a plain string. */
export function binOf(value: unknown, name: string | undefined): Readonly<Record<string, string>> {
  if (typeof value === 'string') return name === undefined ? {} : { [name.replace(/^@[^/]*\//, '')]: value };
  return stringRecord(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textField(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function strings(value: readonly unknown[]): readonly string[] {
  return value.filter((item): item is string => typeof item === 'string');
}

function stringRecord(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** An array, or yarn 1's `{ packages: [...] }`. */
function workspaceGlobs(value: unknown): readonly string[] {
  if (Array.isArray(value)) return strings(value);
  return isRecord(value) && Array.isArray(value['packages']) ? strings(value['packages']) : [];
}

function allowedScripts(value: unknown): PackageJson['allowScripts'] {
  if (value === true) return true;
  if (Array.isArray(value)) return strings(value);
  if (!isRecord(value)) return undefined;
  return Object.entries(value)
    .filter(([, allowed]) => allowed === true)
    .map(([name]) => name);
}
