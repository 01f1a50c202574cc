/** What a call of npm, yarn, pnpm, npx or bun asks for: a script of package.json, a tool of node_modules, or something else. */
import { baseName } from '../shell/index.ts';
import type { NodePackageManager } from './effects.ts';
import { type CallPlace, type CallWord, type OptionTable, optionTables, scanCall } from './package-manager-options.ts';

export type PackageManagerCall<W extends CallWord> =
  /** A script; `binaryToo` when a tool of that name runs where there is no such script (`yarn x`, `pnpm x`). */
  | (CallPlace & {
      readonly kind: 'script';
      readonly manager: NodePackageManager;
      readonly script: W;
      readonly arguments: readonly W[];
      readonly binaryToo: boolean;
      readonly ifPresent: boolean;
    })
  /** A tool of node_modules, or one that is fetched. `command` is never empty. */
  | (CallPlace & {
      readonly kind: 'tool';
      readonly manager: NodePackageManager | 'npx';
      readonly command: readonly W[];
      readonly fetches: boolean;
    })
  /** `npx -c "text"`, `npm exec -c "text"`. */
  | (CallPlace & { readonly kind: 'text'; readonly manager: NodePackageManager | 'npx'; readonly text: W })
  /** install, publish, config, … or nothing at all. */
  | (CallPlace & {
      readonly kind: 'other';
      readonly manager: NodePackageManager | 'npx';
      readonly subcommand: string | undefined;
      readonly arguments: readonly W[];
    });

const lifecycle = new Set(['start', 'stop', 'restart', 'test', 't', 'tst']);

/** Subcommands that are neither a script nor a tool, so that `yarn x` and `pnpm x` are not taken for one. */
const ownSubcommands = new Set(
  `add audit autoclean bin cache check ci config constraints create dedupe deploy doctor dist-tag explain fetch generate-lock-entry global
  help import info init install i install-test it licenses link list ln login logout ls npm outdated owner pack patch patch-commit plugin policies prefix prune publish rebuild
  remove rb rm root search self-update set setup store tag team unlink uninstall un unplug up update upgrade upgrade-interactive version versions view whoami why env approve-builds`.split(
    /\s+/,
  ),
);

/** Reads the words of a command; undefined when it calls no package manager of Node. `corepack pnpm …` is read as `pnpm …`. */
export function packageManagerCall<W extends CallWord>(words: readonly W[]): PackageManagerCall<W> | undefined {
  const name = words[0]?.literal === true ? baseName(words[0].value) : '';
  switch (name) {
    case 'corepack':
      return /^(?:npm|npx|yarn|pnpm|pnpx)(?:@|$)/.test(words[1]?.value ?? '') && words[1] !== undefined
        ? packageManagerCall([{ ...words[1], value: words[1].value.replace(/@.*/, '') }, ...words.slice(2)])
        : undefined;
    case 'npm':
      return npmCall(words.slice(1));
    case 'npx':
    case 'pnpx':
      return npxCall(words.slice(1), 'npx');
    case 'bunx':
      return npxCall(words.slice(1), 'bun');
    case 'yarn':
    case 'yarnpkg':
      return yarnCall(words.slice(1));
    case 'pnpm':
    case 'pn':
      return pnpmCall(words.slice(1));
    case 'bun':
      return bunCall(words.slice(1));
    default:
      return undefined;
  }
}

function npmCall<W extends CallWord>(words: readonly W[]): PackageManagerCall<W> {
  // npm reads its options anywhere before `--`.
  const { place, positionals, rest, flags, text } = scanCall(words, optionTables.npm, Number.POSITIVE_INFINITY);
  const [subcommand, ...others] = positionals;
  const name = subcommand?.value;
  if (name === 'exec' || name === 'x') {
    if (text !== undefined) return { ...place, kind: 'text', manager: 'npm', text };
    // Behind the tool's name options belong to the tool, although npm would read some of them.
    const at = words.findIndex((word) => word.value === name);
    return npxCall(words.slice(at + 1), 'npm', place);
  }
  const ifPresent = flags.includes('--if-present');
  if (name === 'run' || name === 'run-script' || name === 'rum' || name === 'urn') {
    const [script, ...given] = others;
    if (script === undefined) return { ...place, kind: 'other', manager: 'npm', subcommand: name, arguments: [] };
    return { ...place, kind: 'script', manager: 'npm', script, arguments: [...given, ...rest], binaryToo: false, ifPresent };
  }
  if (subcommand !== undefined && lifecycle.has(subcommand.value)) {
    const script = /^ts?t?$/.test(subcommand.value) ? { ...subcommand, value: 'test' } : subcommand;
    return { ...place, kind: 'script', manager: 'npm', script, arguments: [...others, ...rest], binaryToo: false, ifPresent };
  }
  return { ...place, kind: 'other', manager: 'npm', subcommand: name, arguments: [...others, ...rest] };
}

function npxCall<W extends CallWord>(words: readonly W[], manager: 'npm' | 'npx' | 'bun', around?: CallPlace): PackageManagerCall<W> {
  const { place, positionals, rest, text, fetched } = scanCall(words, optionTables.npx, 1);
  const where = around === undefined ? place : { ...around, folder: place.folder ?? around.folder };
  if (text !== undefined) return { ...where, kind: 'text', manager, text };
  const command = [...positionals, ...rest];
  if (command.length === 0) return { ...where, kind: 'other', manager, subcommand: undefined, arguments: [] };
  return { ...where, kind: 'tool', manager, command, fetches: fetched };
}

function yarnCall<W extends CallWord>(words: readonly W[]): PackageManagerCall<W> {
  const { place, positionals, rest } = scanCall(words, optionTables.yarn, 1);
  const [subcommand] = positionals;
  if (subcommand === undefined) return { ...place, kind: 'other', manager: 'yarn', subcommand: undefined, arguments: [] };
  switch (subcommand.value) {
    case 'run':
      return scriptCall(rest, 'yarn', place, optionTables.yarn, true);
    case 'workspace': {
      const [name, ...inner] = rest;
      const call = name === undefined ? undefined : yarnCall(inner);
      return name === undefined || call === undefined
        ? { ...place, kind: 'other', manager: 'yarn', subcommand: 'workspace', arguments: rest }
        : { ...call, workspaces: [name.value], folder: place.folder };
    }
    case 'workspaces': {
      const at = rest.findIndex((word) => word.value === 'run');
      if (at < 0) return { ...place, kind: 'other', manager: 'yarn', subcommand: 'workspaces', arguments: rest };
      return scriptCall(rest.slice(at + 1), 'yarn', { ...place, everyWorkspace: true }, optionTables.yarn, false);
    }
    case 'exec':
    case 'dlx':
    case 'node': {
      const command = subcommand.value === 'node' ? [subcommand, ...rest] : rest[0]?.value === '--' ? rest.slice(1) : rest;
      if (command.length === 0) return { ...place, kind: 'other', manager: 'yarn', subcommand: subcommand.value, arguments: [] };
      return { ...place, kind: 'tool', manager: 'yarn', command, fetches: subcommand.value === 'dlx' };
    }
    default:
      if (ownSubcommands.has(subcommand.value))
        return { ...place, kind: 'other', manager: 'yarn', subcommand: subcommand.value, arguments: rest };
      return {
        ...place,
        kind: 'script',
        manager: 'yarn',
        script: subcommand,
        arguments: withoutDashes(rest),
        binaryToo: !lifecycle.has(subcommand.value),
        ifPresent: false,
      };
  }
}

function pnpmCall<W extends CallWord>(words: readonly W[]): PackageManagerCall<W> {
  const { place, positionals, rest } = scanCall(words, optionTables.pnpm, 1);
  const [subcommand] = positionals;
  if (subcommand === undefined) return { ...place, kind: 'other', manager: 'pnpm', subcommand: undefined, arguments: [] };
  switch (subcommand.value) {
    case 'run':
    case 'run-script':
      return scriptCall(rest, 'pnpm', place, optionTables.pnpm, false);
    case 'recursive':
    case 'multi':
    case 'm':
      return withPlace(pnpmCall(rest), { ...place, everyWorkspace: true });
    case 'exec':
    case 'dlx': {
      const inner = scanCall(rest, optionTables.pnpm, 1);
      const command = [...inner.positionals, ...inner.rest];
      if (command.length === 0) return { ...place, kind: 'other', manager: 'pnpm', subcommand: subcommand.value, arguments: [] };
      return { ...place, kind: 'tool', manager: 'pnpm', command, fetches: subcommand.value === 'dlx' };
    }
    default:
      if (ownSubcommands.has(subcommand.value))
        return { ...place, kind: 'other', manager: 'pnpm', subcommand: subcommand.value, arguments: rest };
      return {
        ...place,
        kind: 'script',
        manager: 'pnpm',
        script: /^ts?t?$/.test(subcommand.value) ? { ...subcommand, value: 'test' } : subcommand,
        arguments: rest,
        binaryToo: !lifecycle.has(subcommand.value),
        ifPresent: false,
      };
  }
}

function bunCall<W extends CallWord>(words: readonly W[]): PackageManagerCall<W> {
  const { place, positionals, rest } = scanCall(words, optionTables.bun, 1);
  const [subcommand] = positionals;
  if (subcommand?.value === 'x') return npxCall(rest, 'bun', place);
  if (subcommand?.value === 'run') return scriptCall(rest, 'bun', place, optionTables.bun, true);
  if (subcommand === undefined || ownSubcommands.has(subcommand.value) || subcommand.value === 'build')
    return { ...place, kind: 'other', manager: 'bun', subcommand: subcommand?.value, arguments: rest };
  return { ...place, kind: 'script', manager: 'bun', script: subcommand, arguments: rest, binaryToo: true, ifPresent: false };
}

/** Behind `run`: options, the script, its arguments. */
function scriptCall<W extends CallWord>(
  words: readonly W[],
  manager: 'yarn' | 'pnpm' | 'bun',
  around: CallPlace,
  table: OptionTable,
  binaryToo: boolean,
): PackageManagerCall<W> {
  const { place, positionals, rest, flags } = scanCall(words, table, 1);
  const where: CallPlace = {
    folder: place.folder ?? around.folder,
    workspaces: [...around.workspaces, ...place.workspaces],
    everyWorkspace: place.everyWorkspace || around.everyWorkspace,
    atRoot: place.atRoot || around.atRoot,
  };
  const [script] = positionals;
  if (script === undefined) return { ...where, kind: 'other', manager, subcommand: 'run', arguments: [] };
  return {
    ...where,
    kind: 'script',
    manager,
    script,
    arguments: manager === 'yarn' ? withoutDashes(rest) : rest,
    binaryToo,
    ifPresent: flags.includes('--if-present'),
  };
}

function withPlace<W extends CallWord>(call: PackageManagerCall<W>, place: CallPlace): PackageManagerCall<W> {
  return {
    ...call,
    folder: call.folder ?? place.folder,
    workspaces: [...place.workspaces, ...call.workspaces],
    everyWorkspace: call.everyWorkspace || place.everyWorkspace,
    atRoot: call.atRoot || place.atRoot,
  };
}

/** yarn 1 swallows the first `--`, and berry's users do not write it. */
function withoutDashes<W extends CallWord>(words: readonly W[]): readonly W[] {
  return words[0]?.value === '--' ? words.slice(1) : words;
}
