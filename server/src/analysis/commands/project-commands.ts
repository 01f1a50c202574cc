/** Answers that all package managers of Node share: installs, prunes, scripts, settings. */
import type { ParsedArguments, ShellWord } from '../../shell/index.ts';
import { parseScriptText } from '../../shell/index.ts';
import type { CommandEffect, EffectOfCommand, NodePackageManager, WrittenPath } from '../effects.ts';
import { isWithin, resolveImagePath } from '../path.ts';
import { browserInstall } from './browser-installs.ts';
import type { Call } from './call.ts';
import { textOf, valueOf } from './expansion.ts';
import { wordOf } from './options.ts';
import { packagesOf } from './os-packages.ts';
import { file, outcome, projectWrites, tree, unknownPath } from './outcome.ts';
import { absolutePath, allPathsOf, needRoot, outsideHome } from './written-paths.ts';

type Install = Extract<CommandEffect, { readonly kind: 'dependencies-install' }>;
type Script = Extract<CommandEffect, { readonly kind: 'script' }>;

/**
 * The folder that a package manager works in, absolute: `--prefix`, `-C`, `--cwd`, or the working directory. Below WORKDIR it is WORKDIR itself, because
 * a workspace's install and build also write at the root of the repository. Undefined when it cannot be known.
 */
export function projectFolder(call: Call, given: ShellWord | undefined): string | undefined {
  const value = given === undefined ? '.' : valueOf(given, call.around);
  const folder = value === undefined ? undefined : absolutePath(value, call.around);
  const root = call.around.instructionWorkdir ?? call.around.workdir;
  return folder !== undefined && root !== undefined && root !== '/' && isWithin(folder, root) ? root : folder;
}

interface InstallDetails {
  readonly frozen: boolean;
  readonly production: boolean;
  readonly packages?: readonly ShellWord[];
  readonly flags?: Pick<Install, 'refusedFlags' | 'deprecatedFlags'>;
  /** The command's options, for those that name further folders (a cache, a store, another node_modules). */
  readonly parsed: ParsedArguments;
}

interface Storage {
  readonly options: readonly string[];
  readonly variables: readonly string[];
}

/** What moves caches, stores and node_modules out of HOME and the project. */
const storages: Readonly<Record<NodePackageManager, Storage>> = {
  npm: { options: ['--cache'], variables: ['NPM_CONFIG_CACHE', 'npm_config_cache'] },
  yarn: {
    options: ['--cache-folder', '--preferred-cache-folder', '--modules-folder'],
    variables: ['YARN_CACHE_FOLDER', 'YARN_GLOBAL_FOLDER', 'npm_config_cache'],
  },
  pnpm: {
    options: ['--store-dir', '--virtual-store-dir', '--modules-dir', '--lockfile-dir'],
    variables: ['PNPM_HOME', 'npm_config_store_dir', 'NPM_CONFIG_STORE_DIR', 'npm_config_cache'],
  },
  bun: { options: ['--cache-dir'], variables: ['BUN_INSTALL', 'BUN_INSTALL_CACHE_DIR'] },
};

/** Folders beside the project and HOME that an install writes; undefined when one cannot be known. */
function storagesOf(call: Call, manager: NodePackageManager, parsed: ParsedArguments): readonly WrittenPath[] | undefined {
  const { options, variables } = storages[manager];
  const words = parsed.options.filter(({ name }) => options.includes(name)).map((option) => wordOf(call, option));
  const named = allPathsOf(
    words.filter((word) => word !== undefined),
    call.around,
    { tree: true },
  );
  const set = variables.map((name) => call.around.variable(name)).filter((value) => value !== undefined && value.startsWith('/'));
  return named === undefined ? undefined : [...named, ...set.map((value) => tree(resolveImagePath('/', value ?? '/')))];
}

export function install(call: Call, manager: NodePackageManager, folder: string | undefined, details: InstallDetails): EffectOfCommand {
  const flags = details.flags ?? { refusedFlags: [], deprecatedFlags: [] };
  const { packages } = packagesOf(call, details.packages ?? []);
  const also = storagesOf(call, manager, details.parsed);
  if (also === undefined) return unknownPath(call);
  return inProject(
    call,
    folder,
    { kind: 'dependencies-install', manager, frozen: details.frozen, production: details.production, ...flags, packages },
    also,
  );
}

export function prune(call: Call, manager: NodePackageManager, folder: string | undefined, into?: string): EffectOfCommand {
  return inProject(call, folder, { kind: 'dependencies-prune', manager, into }, into === undefined ? [] : [tree(into)]);
}

/** @param workspaces the names given; `*` stands for all */
export function script(
  call: Call,
  manager: Script['manager'],
  folder: string | undefined,
  name: string,
  args: readonly ShellWord[],
  workspaces: readonly string[] = [],
): EffectOfCommand {
  const effect: Script = { kind: 'script', manager, script: name, arguments: args.map((word) => textOf(word, call.around)), workspaces };
  const browsers = browserInstall(call, name, args);
  if (browsers !== undefined) return browsers.effect.kind === 'script' ? { ...browsers, effect } : browsers;
  const outputs = fileTools.has(name)
    ? allPathsOf(args.filter(({ value }) => !value.startsWith('-')).map(expandedByTool), call.around, { tree: true })
    : outputFolders(call, args);
  return outputs === undefined ? unknownPath(call) : inProject(call, folder, effect, outputs);
}

/** Settings of a tool. `file` is absolute; undefined when it is not known, which nothing later depends on. */
export function setting(
  call: Call,
  tool: string,
  key: string | undefined,
  value: string | undefined,
  path: string | undefined,
): EffectOfCommand {
  const writes = path === undefined ? [] : [file(path)];
  return outcome(
    { kind: 'tool-config', tool, key, value },
    { writes, needsRoot: needRoot(outsideHome(writes, call.around), call.around), tools: [call.name] },
  );
}

/** A global install: below `prefix`, which is /usr/local unless it was changed. */
export function globalInstall(
  call: Call,
  manager: NodePackageManager,
  packages: readonly ShellWord[],
  writes: readonly WrittenPath[],
): EffectOfCommand {
  return outcome(
    { kind: 'global-install', manager, packages: packagesOf(call, packages).packages },
    { writes, needsRoot: needRoot(outsideHome(writes, call.around), call.around), tools: [call.name] },
  );
}

export function cacheClean(call: Call): EffectOfCommand {
  return outcome({ kind: 'cache-clean' }, { tools: [call.name] });
}

function inProject(call: Call, folder: string | undefined, effect: CommandEffect, also: readonly WrittenPath[] = []): EffectOfCommand {
  const project = projectWrites(folder, call.around);
  if (project === undefined) return unknownPath(call);
  const writes = [...project, ...also];
  return outcome(effect, {
    writes,
    needsRoot: needRoot([tree(folder ?? '/'), ...outsideHome(also, call.around)], call.around),
    tools: [call.name],
  });
}

/** Tools of node_modules that do file work on the paths they are given. */
const fileTools: ReadonlySet<string> = new Set(['mkdirp', 'make-dir', 'cpx', 'cpy', 'copyfiles', 'ncp', 'shx', 'rimraf', 'del-cli', 'del']);

/** These tools expand globs themselves, so quotes do not keep a `*` from being one. */
function expandedByTool(word: ShellWord): ShellWord {
  return { ...word, literal: false };
}

const outputOption =
  /^(?:--out-?dir|--outdir|--outfile|--out-file|--out|-o|--output|--output-path|--output-dir|--dist|--dest|--declarationDir|--tsBuildInfoFile|--destination|--target-dir)(?:=(.*))?$/i;

/** Folders outside the project that a build is told to write (`--outDir /srv/dist`); undefined when one cannot be known. */
function outputFolders(call: Call, args: readonly ShellWord[]): readonly WrittenPath[] | undefined {
  const folders: WrittenPath[] = [];
  for (const [index, word] of args.entries()) {
    const match = outputOption.exec(word.value);
    if (match === null) continue;
    const given = match[1];
    const target = given === undefined ? args[index + 1] : { ...word, raw: given, value: given };
    if (target === undefined || target.value.startsWith('-')) continue;
    const value = valueOf(target, call.around);
    const path = value === undefined ? undefined : absolutePath(value, call.around);
    if (path === undefined) return undefined;
    folders.push(tree(path));
  }
  return folders;
}

/** The words of a text that a tool runs as a command line (`npx -c "…"`, `npm exec -c`); undefined unless it is one simple command. */
export function commandLine(text: string): readonly ShellWord[] | undefined {
  const [item, ...more] = parseScriptText(text).items;
  const [command, ...piped] = item?.pipeline.commands ?? [];
  return more.length + piped.length === 0 && command?.kind === 'simple' ? command.words : undefined;
}
