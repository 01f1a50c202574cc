/** Yarn, classic and berry. */
import * as l10n from '@vscode/l10n';
import { type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { packageRunner } from './npx.ts';
import { isGiven, optionTexts, optionWord } from './options.ts';
import { fileWork, nothing, projectWrites, outcome, tree, unknown } from './outcome.ts';
import { cacheClean, globalInstall, install, projectFolder, prune, script, setting } from './project-commands.ts';
import { globalWrites } from './npm.ts';

export const yarnFamily: Family = { yarn, yarnpkg: yarn };

const options = {
  withValue: [
    '--cwd',
    '--cache-folder',
    '--preferred-cache-folder',
    '--modules-folder',
    '--global-folder',
    '--link-folder',
    '--network-timeout',
    '--network-concurrency',
    '--child-concurrency',
    '--registry',
    '--mutex',
    '--use-yarnrc',
    '--otp',
    '--proxy',
    '--https-proxy',
    '--prefix',
    '--mode',
    '--emoji',
    '--script-shell',
    '--user-agent',
    '--update-checksums-file',
  ],
};

const asking = new Set([
  'why',
  'list',
  'info',
  'licenses',
  'audit',
  'outdated',
  'check',
  'bin',
  'versions',
  'help',
  'constraints',
  'explain',
  'search',
  'owner',
  'team',
  'whoami',
  'npm',
]);

/** Commands of yarn itself that work in the project. */
const working = new Set([
  'rebuild',
  'pack',
  'version',
  'import',
  'link',
  'unlink',
  'patch',
  'patch-commit',
  'stage',
  'init',
  'create',
  'plugin',
  'generate-lock-entry',
  'unplug',
  'prune',
]);

const productionFlags = ['--production', '--prod', '-P'];

function yarn(call: Call): EffectOfCommand {
  const global = parseOptions(call.args, { ...options, stopAtPositional: true });
  const [command, ...args] = global.positionals;
  const folder = projectFolder(call, optionWord(call, parseOptions(call.args, options), '--cwd'));
  if (command === undefined)
    return isGiven(global, '--help', '-h', '--version', '-v') ? nothing('yarn') : installOf(call, global, folder, []);
  if (!command.literal) return unknown(l10n.t('which command of `yarn` runs is not known'), 'yarn');
  const parsed = parseOptions([...call.args.slice(0, call.args.indexOf(command)), ...args], options);
  const name = command.value;
  if (asking.has(name)) return nothing('yarn');
  switch (name) {
    case 'install':
    case 'add':
    case 'upgrade':
    case 'up':
    case 'dedupe':
      return installOf(call, parsed, folder, parsed.positionals);
    case 'remove':
      return prune(call, 'yarn', folder);
    case 'autoclean':
      return folder === undefined
        ? unknown(l10n.t('the folder that `yarn autoclean` works in is not known'), 'yarn')
        : fileWork(call, 'rm', [tree(folder)], { recursive: true });
    case 'global':
      return globalOf(call, parsed);
    case 'workspaces':
      return workspaces(call, parsed, args, folder);
    case 'workspace':
      return workspace(call, args, folder);
    case 'dlx':
      return packageRunner(call, args, 'npx', folder);
    case 'node':
      return script(call, 'node', folder, args[0] === undefined ? '' : textOf(args[0], call.around), args.slice(1));
    case 'cache':
      return /^(?:dir|list|ls)$/.test(args[0]?.value ?? '') ? nothing('yarn') : cacheClean(call);
    case 'config':
      return config(call, parsed, folder);
    case 'set':
    case 'policies':
      return version(call, args, folder);
    case 'run':
    case 'exec':
      return runOf(call, args, folder);
    default:
      return script(call, 'yarn', folder, name, working.has(name) ? parsed.positionals : args);
  }
}

function installOf(call: Call, parsed: ParsedArguments, folder: string | undefined, packages: readonly ShellWord[]): EffectOfCommand {
  const frozen = isGiven(parsed, '--frozen-lockfile', '--immutable', '--immutable-cache');
  return install(call, 'yarn', folder, { frozen, production: isGiven(parsed, ...productionFlags), packages, parsed });
}

/** `yarn run NAME`; options of `run` itself stand before the name. */
function runOf(
  call: Call,
  args: readonly ShellWord[],
  folder: string | undefined,
  workspaceNames: readonly string[] = [],
): EffectOfCommand {
  const [name, ...rest] = parseOptions(args, { withValue: ['--cwd', '--require'], stopAtPositional: true }).positionals;
  return name === undefined ? nothing('yarn') : script(call, 'yarn', folder, textOf(name, call.around), rest, workspaceNames);
}

/** `yarn workspace NAME COMMAND`. */
function workspace(call: Call, args: readonly ShellWord[], folder: string | undefined): EffectOfCommand {
  const [name, command, ...rest] = args;
  if (name === undefined || command === undefined) return nothing('yarn');
  const [, ...before] = call.command.words;
  const words = [
    call.command.words[0],
    ...before.slice(
      0,
      before.findIndex((word) => word.value === 'workspace'),
    ),
    command,
    ...rest,
  ].filter((word) => word !== undefined);
  const inner = call.classify({ ...call.command, assignments: [], redirects: [], words }, call.around);
  if (folder === undefined || inner.effect.kind !== 'script') return inner;
  return { ...inner, effect: { ...inner.effect, workspaces: [textOf(name, call.around)] } };
}

function workspaces(call: Call, parsed: ParsedArguments, args: readonly ShellWord[], folder: string | undefined): EffectOfCommand {
  const [action] = parsed.positionals;
  switch (action?.value) {
    case 'focus':
      return isGiven(parsed, ...productionFlags)
        ? prune(call, 'yarn', folder)
        : install(call, 'yarn', folder, { frozen: false, production: false, parsed });
    case 'run':
      return runOf(call, args.slice(args.indexOf(action) + 1), folder, ['*']);
    case 'foreach': {
      const run = args.findIndex(({ value }) => value === 'run' || value === 'exec');
      const named = optionTexts(
        call,
        parseOptions(args, { withValue: ['--include', '--exclude', '--from', '-j', '--jobs', '--since'] }),
        '--include',
        '--from',
      );
      return run < 0
        ? unknown(l10n.t('what `yarn workspaces foreach` runs is not known'), 'yarn')
        : runOf(call, args.slice(run + 1), folder, named.length > 0 ? named : ['*']);
    }
    default:
      return nothing('yarn');
  }
}

/** Classic only: packages below HOME (as root below /usr/local/share), their commands in the global prefix. */
function globalOf(call: Call, parsed: ParsedArguments): EffectOfCommand {
  const [action, ...packages] = parsed.positionals;
  const folder =
    call.around.home === undefined || call.around.home === '/root'
      ? '/usr/local/share/.config/yarn/global'
      : `${call.around.home}/.config/yarn/global`;
  const bin = globalWrites(call, optionWord(call, parsed, '--prefix')).slice(1);
  switch (action?.value) {
    case 'add':
    case 'upgrade':
      return globalInstall(call, 'yarn', packages, [tree(folder), ...bin]);
    case 'remove':
      return fileWork(call, 'rm', [tree(folder), ...bin], { recursive: true });
    default:
      return nothing('yarn');
  }
}

/** Classic keeps its settings in HOME, berry in the project (with `-H` in HOME). */
function config(call: Call, parsed: ParsedArguments, folder: string | undefined): EffectOfCommand {
  const [action, key, value] = parsed.positionals.map((word) => textOf(word, call.around));
  if (action !== 'set' && action !== 'unset' && action !== 'delete') return nothing('yarn');
  const answer = setting(call, 'yarn', key, value, call.around.home === undefined ? undefined : `${call.around.home}/.yarnrc`);
  const project =
    folder === undefined || isGiven(parsed, '-H', '--home') ? [] : [{ path: `${folder}/.yarnrc.yml`, tree: false, created: false }];
  return { ...answer, writes: [...answer.writes, ...project] };
}

/** `yarn set version X`, `yarn policies set-version X`: the release is kept in the project. */
function version(call: Call, args: readonly ShellWord[], folder: string | undefined): EffectOfCommand {
  const writes = projectWrites(folder, call.around);
  const value = args.find((word, index) => index > 0 && !word.value.startsWith('-'));
  if (writes === undefined || args[0]?.value.endsWith('version') !== true)
    return unknown(l10n.t('what `yarn set` changes is not known'), 'yarn');
  return outcome(
    { kind: 'tool-config', tool: 'yarn', key: 'version', value: value === undefined ? undefined : textOf(value, call.around) },
    { writes, tools: ['yarn'] },
  );
}
