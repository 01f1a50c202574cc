/** pnpm. */
import * as l10n from '@vscode/l10n';
import { type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { globalWrites } from './npm.ts';
import { packageRunner } from './npx.ts';
import { isGiven, optionTexts, optionWord } from './options.ts';
import { repository } from './os-repositories.ts';
import { fileWork, nothing, tree, unknown, unknownPath } from './outcome.ts';
import { cacheClean, globalInstall, install, projectFolder, prune, script, setting } from './project-commands.ts';
import { absolutePath, pathsOf } from './written-paths.ts';

export const pnpmFamily: Family = { pnpm };

const options = {
  withValue: [
    '-C',
    '--dir',
    '-F',
    '--filter',
    '--filter-prod',
    '--store-dir',
    '--virtual-store-dir',
    '--modules-dir',
    '--lockfile-dir',
    '--registry',
    '--reporter',
    '--loglevel',
    '--network-concurrency',
    '--child-concurrency',
    '--workspace-concurrency',
    '--node-linker',
    '--package-import-method',
    '--allow-build',
    '--config-dir',
    '--test-pattern',
    '--global-dir',
    '--global-bin-dir',
    '--fetch-timeout',
    '--fetch-retries',
    '--libc',
    '--cpu',
    '--os',
    '--resume-from',
    '--save-catalog-name',
  ],
};

const asking = new Set([
  'ls',
  'list',
  'll',
  'la',
  'why',
  'outdated',
  'audit',
  'bin',
  'root',
  'licenses',
  'help',
  'doctor',
  'view',
  'info',
  'show',
  'search',
  'whoami',
  'ping',
  'cat-file',
  'cat-index',
  'find-hash',
  'ignored-builds',
  'docs',
  'prefix',
]);
const working = new Set([
  'rebuild',
  'rb',
  'pack',
  'version',
  'import',
  'patch',
  'patch-commit',
  'patch-remove',
  'init',
  'create',
  'approve-builds',
  'link',
  'ln',
  'unlink',
  'audit-fix',
  'dedupe',
]);
const frozenFlags = ['--frozen-lockfile', '--offline-frozen'];

function pnpm(call: Call): EffectOfCommand {
  const global = parseOptions(call.args, { ...options, stopAtPositional: true });
  const [command, ...args] = global.positionals;
  const folder = projectFolder(call, optionWord(call, parseOptions(call.args, options), '-C', '--dir'));
  if (command === undefined) return nothing('pnpm');
  if (!command.literal) return unknown(l10n.t('which command of `pnpm` runs is not known'), 'pnpm');
  const parsed = parseOptions([...call.args.slice(0, call.args.indexOf(command)), ...args], options);
  const isGlobal = isGiven(parsed, '-g', '--global');
  const name = command.value;
  if (asking.has(name)) return nothing('pnpm');
  switch (name) {
    case 'install':
    case 'i':
    case 'add':
    case 'update':
    case 'up':
    case 'upgrade':
    case 'ci':
    case 'clean-install':
    case 'fetch':
    case 'install-test':
    case 'it':
      if (isGlobal) return globalInstall(call, 'pnpm', parsed.positionals, globalPaths(call, parsed));
      return installOf(call, parsed, folder, name);
    case 'remove':
    case 'rm':
    case 'uninstall':
    case 'un':
      return isGlobal ? fileWork(call, 'rm', globalPaths(call, parsed), { recursive: true }) : prune(call, 'pnpm', folder);
    case 'prune':
      return prune(call, 'pnpm', folder);
    case 'deploy':
      return deploy(call, parsed, folder);
    case 'dlx':
      return packageRunner(call, args, 'npx', folder);
    case 'run':
    case 'run-script':
    case 'exec':
      return runOf(call, global, args, folder);
    case 'store':
    case 'cache':
      return /^(?:path|status|list|view)$/.test(args[0]?.value ?? '') ? nothing('pnpm') : cacheClean(call);
    case 'config':
    case 'c':
    case 'set':
      return config(call, parsed, name === 'set', isGlobal);
    case 'get':
      return nothing('pnpm');
    case 'setup':
      return setting(call, 'pnpm', undefined, undefined, call.around.home === undefined ? undefined : `${call.around.home}/.bashrc`);
    case 'env':
    case 'runtime':
      return repository(true);
    case 'self-update':
      return globalInstall(call, 'pnpm', [command], globalPaths(call, parsed));
    default:
      return script(call, 'pnpm', folder, name, working.has(name) ? parsed.positionals : args, workspacesOf(call, global));
  }
}

function installOf(call: Call, parsed: ParsedArguments, folder: string | undefined, name: string): EffectOfCommand {
  const frozen = isGiven(parsed, ...frozenFlags) || name === 'ci' || name === 'clean-install' || name === 'fetch';
  return install(call, 'pnpm', folder, {
    frozen,
    production: isGiven(parsed, '-P', '--prod', '--production'),
    packages: parsed.positionals,
    parsed,
  });
}

/** `pnpm --filter X run NAME`; options of `run` stand before the name, what follows is the script's. */
function runOf(call: Call, global: ParsedArguments, args: readonly ShellWord[], folder: string | undefined): EffectOfCommand {
  const own = parseOptions(args, { ...options, stopAtPositional: true });
  const [name, ...rest] = own.positionals;
  return name === undefined
    ? nothing('pnpm')
    : script(call, 'pnpm', folder, textOf(name, call.around), rest, [...workspacesOf(call, global), ...workspacesOf(call, own)]);
}

function workspacesOf(call: Call, parsed: ParsedArguments): readonly string[] {
  const named = optionTexts(call, parsed, '-F', '--filter', '--filter-prod');
  return named.length === 0 && isGiven(parsed, '-r', '--recursive') ? ['*'] : named;
}

function deploy(call: Call, parsed: ParsedArguments, folder: string | undefined): EffectOfCommand {
  const [target] = parsed.positionals;
  const [path] = target === undefined ? [] : (pathsOf(target, call.around) ?? []);
  return path === undefined || path.tree ? unknownPath(call) : prune(call, 'pnpm', folder, path.path);
}

/** Below PNPM_HOME or the folders given; without PNPM_HOME older versions used npm's prefix. */
function globalPaths(call: Call, parsed: ParsedArguments): readonly WrittenPath[] {
  const given = optionTexts(call, parsed, '--global-dir', '--global-bin-dir')
    .map((text) => absolutePath(text, call.around))
    .filter((path) => path !== undefined);
  const home = call.around.variable('PNPM_HOME');
  const path = home === undefined ? undefined : absolutePath(home, call.around);
  if (given.length > 0 || path !== undefined) return [...given, ...(path === undefined ? [] : [path])].map(tree);
  return [...globalWrites(call, undefined), ...(call.around.home === undefined ? [] : [tree(`${call.around.home}/.local/share/pnpm`)])];
}

function config(call: Call, parsed: ParsedArguments, isSet: boolean, isGlobal: boolean): EffectOfCommand {
  const operands = parsed.positionals.map((word) => textOf(word, call.around));
  const [action, key, value] = isSet ? ['set', ...operands] : operands;
  if (action !== 'set' && action !== 'delete') return nothing('pnpm');
  const home = call.around.home === undefined ? undefined : `${call.around.home}/${isGlobal ? '.config/pnpm/rc' : '.npmrc'}`;
  const project = optionTexts(call, parsed, '--location').includes('project');
  const equals = key?.indexOf('=') ?? -1;
  return setting(
    call,
    'pnpm',
    equals > 0 ? key?.slice(0, equals) : key,
    equals > 0 ? key?.slice(equals + 1) : value,
    project ? absolutePath('.npmrc', call.around) : home,
  );
}
