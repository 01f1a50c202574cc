/** npm, with every spelling of its commands. */
import * as l10n from '@vscode/l10n';
import { findOption, type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import { entry, type Call, type Family } from './call.ts';
import { textOf } from './expansion.ts';
import { packageRunner } from './npx.ts';
import { judgeNpmFlags, npmOptions } from './npm-flags.ts';
import { isGiven, optionTexts, optionWord } from './options.ts';
import { file, fileWork, nothing, tree, unknown } from './outcome.ts';
import { cacheClean, globalInstall, install, projectFolder, prune, script, setting } from './project-commands.ts';
import { absolutePath } from './written-paths.ts';

export const npmFamily: Family = { npm };

/** Every alias, after npm/cli `lib/utils/cmd-list.js`. */
const aliases: Readonly<Record<string, string>> = {
  i: 'install',
  in: 'install',
  ins: 'install',
  inst: 'install',
  insta: 'install',
  instal: 'install',
  isnt: 'install',
  isnta: 'install',
  isntal: 'install',
  isntall: 'install',
  add: 'install',
  it: 'install-test',
  'install-test': 'install',
  'clean-install': 'ci',
  ic: 'ci',
  'install-clean': 'ci',
  'isntall-clean': 'ci',
  cit: 'ci',
  'install-ci-test': 'ci',
  'clean-install-test': 'ci',
  sit: 'ci',
  'run-script': 'run',
  rum: 'run',
  urn: 'run',
  x: 'exec',
  t: 'test',
  tst: 'test',
  rb: 'rebuild',
  ddp: 'dedupe',
  find: 'ls',
  la: 'ls',
  ll: 'ls',
  list: 'ls',
  ln: 'link',
  c: 'config',
  up: 'update',
  upgrade: 'update',
  udpate: 'update',
  rm: 'uninstall',
  remove: 'uninstall',
  r: 'uninstall',
  un: 'uninstall',
  unlink: 'uninstall',
  v: 'view',
  info: 'view',
  show: 'view',
  create: 'init',
  innit: 'init',
  s: 'search',
  se: 'search',
  why: 'explain',
  restart: 'run',
  start: 'run',
  stop: 'run',
};

const asking = new Set([
  'ls',
  'view',
  'outdated',
  'explain',
  'help',
  'search',
  'root',
  'bin',
  'prefix',
  'ping',
  'whoami',
  'doctor',
  'fund',
  'query',
  'sbom',
  'diff',
  'bugs',
  'docs',
  'repo',
  'completion',
  'get',
  'pkg get',
]);

/** Commands of npm itself that work in the project and run scripts there. */
const working = new Set(['test', 'rebuild', 'version', 'pack', 'init', 'approve-scripts', 'deny-scripts', 'install-scripts']);

function npm(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, npmOptions);
  const [first, ...operands] = parsed.positionals;
  if (first === undefined) return nothing('npm');
  if (!first.literal) return unknown(l10n.t('which command of `npm` runs is not known'), 'npm');
  const command = first.value === 'it' || first.value === 'install-test' ? 'install' : (entry(aliases, first.value) ?? first.value);
  const global = isGiven(parsed, '-g', '--global') || optionTexts(call, parsed, '--location', '-L').includes('global');
  const prefix = optionWord(call, parsed, '--prefix', '-C');
  const folder = projectFolder(call, prefix);
  if (asking.has(command)) return nothing('npm');
  switch (command) {
    case 'install':
    case 'update':
    case 'ci':
      if (global) return globalInstall(call, 'npm', operands, globalWrites(call, prefix));
      return install(call, 'npm', folder, {
        frozen: command === 'ci',
        production: isProduction(parsed),
        packages: operands,
        flags: judgeNpmFlags(parsed, true),
        parsed,
      });
    case 'dedupe':
    case 'link':
      if (command === 'link' && operands.length === 0) return globalInstall(call, 'npm', [], globalWrites(call, prefix));
      return install(call, 'npm', folder, {
        frozen: false,
        production: isProduction(parsed),
        packages: operands,
        flags: judgeNpmFlags(parsed, true),
        parsed,
      });
    case 'uninstall':
      if (global) return fileWork(call, 'rm', globalWrites(call, prefix), { recursive: true });
      return prune(call, 'npm', folder);
    case 'prune':
      return prune(call, 'npm', folder);
    case 'run':
      return runScript(call, parsed, first, operands, folder);
    case 'exec':
      return packageRunner(call, call.args.slice(call.args.indexOf(first) + 1), 'npx', folder);
    case 'cache':
      return operands[0]?.value === 'add' ? nothing('npm') : cacheClean(call);
    case 'config':
    case 'set':
      return config(call, parsed, command === 'set' ? ['set', ...texts(call, operands)] : texts(call, operands), global, prefix);
    case 'audit':
      return operands[0]?.value === 'fix' ? script(call, 'npm', folder, 'audit', operands) : nothing('npm');
    case 'pkg':
      return operands[0]?.value === 'get' ? nothing('npm') : fileWork(call, 'write', inFolder(folder, 'package.json'));
    case 'shrinkwrap':
      return fileWork(call, 'write', inFolder(folder, 'npm-shrinkwrap.json'));
    default:
      return working.has(command)
        ? script(call, 'npm', folder, command, operands, workspacesOf(call, parsed))
        : unknown(l10n.t('what `npm {0}` does is not known', first.value), 'npm');
  }
}

/** `npm run NAME`, and `npm start` and its like, which name their script themselves. */
function runScript(
  call: Call,
  parsed: ParsedArguments,
  first: ShellWord,
  operands: readonly ShellWord[],
  folder: string | undefined,
): EffectOfCommand {
  const own = /^(?:start|stop|restart)$/.test(first.value);
  const [name, ...args] = own ? [first, ...operands] : operands;
  return name === undefined ? nothing('npm') : script(call, 'npm', folder, textOf(name, call.around), args, workspacesOf(call, parsed));
}

function workspacesOf(call: Call, parsed: ParsedArguments): readonly string[] {
  const named = optionTexts(call, parsed, '-w', '--workspace');
  return named.length === 0 && isGiven(parsed, '--workspaces') ? ['*'] : named;
}

function isProduction(parsed: ParsedArguments): boolean {
  const values = (...names: readonly string[]): readonly string[] =>
    parsed.options.filter(({ name }) => names.includes(name)).map(({ value }) => value?.value ?? '');
  if (values('--include', '--also').some((value) => value.startsWith('dev')) || isGiven(parsed, '--dev')) return false;
  return (
    values('--omit').includes('dev') || values('--only').some((value) => /^prod(?:uction)?$/.test(value)) || isGiven(parsed, '--production')
  );
}

/** `lib/node_modules` and `bin` below the global prefix. */
export function globalWrites(call: Call, given: ShellWord | undefined): readonly WrittenPath[] {
  const text =
    given === undefined
      ? (call.around.variable('NPM_CONFIG_PREFIX') ?? call.around.variable('npm_config_prefix') ?? '/usr/local')
      : textOf(given, call.around);
  const prefix = absolutePath(text.replace(/^~(?=\/|$)/, call.around.home ?? '~'), call.around) ?? '/usr/local';
  return [tree(`${prefix}/lib/node_modules`), tree(`${prefix}/bin`)];
}

function config(
  call: Call,
  parsed: ParsedArguments,
  operands: readonly string[],
  global: boolean,
  prefix: ShellWord | undefined,
): EffectOfCommand {
  const [action, first, second] = operands;
  if (action === undefined || /^(?:get|list|ls)$/.test(action)) return nothing('npm');
  const equals = first?.indexOf('=') ?? -1;
  const key = equals > 0 ? first?.slice(0, equals) : first;
  const value = action === 'set' ? (equals > 0 ? first?.slice(equals + 1) : second) : undefined;
  const userconfig = findOption(parsed, '--userconfig')?.value?.value;
  const project = optionTexts(call, parsed, '--location', '-L').includes('project');
  const home = call.around.home === undefined ? undefined : `${call.around.home}/.npmrc`;
  const globalFolder = globalWrites(call, prefix)[1]?.path.replace(/\/bin$/, '/etc');
  const path =
    userconfig !== undefined
      ? absolutePath(userconfig, call.around)
      : project
        ? absolutePath('.npmrc', call.around)
        : global
          ? `${globalFolder ?? '/usr/local/etc'}/npmrc`
          : home;
  return setting(call, 'npm', key, value, path);
}

function inFolder(folder: string | undefined, name: string): readonly WrittenPath[] | undefined {
  return folder === undefined ? undefined : [file(`${folder}/${name}`)];
}

function texts(call: Call, words: readonly ShellWord[]): readonly string[] {
  return words.map((word) => textOf(word, call.around));
}
