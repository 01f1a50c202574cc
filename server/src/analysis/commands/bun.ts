/** bun as a package manager and as a runner. */
import * as l10n from '@vscode/l10n';
import { type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { packageRunner } from './npx.ts';
import { isGiven, optionTexts, optionWord } from './options.ts';
import { fileWork, nothing, tree, unknown } from './outcome.ts';
import { cacheClean, globalInstall, install, projectFolder, prune, script } from './project-commands.ts';

export const bunFamily: Family = { bun };

const options = {
  withValue: [
    '--cwd',
    '--filter',
    '-F',
    '--cache-dir',
    '--registry',
    '--backend',
    '--config',
    '-c',
    '--omit',
    '--concurrent-scripts',
    '--linker',
    '--env-file',
    '--preload',
    '-r',
  ],
};

function bun(call: Call): EffectOfCommand {
  const global = parseOptions(call.args, { ...options, stopAtPositional: true });
  const [command, ...args] = global.positionals;
  const parsed = parseOptions(call.args, options);
  const folder = projectFolder(call, optionWord(call, parsed, '--cwd'));
  const packages = parsed.positionals.slice(1);
  const isGlobal = isGiven(parsed, '-g', '--global');
  if (command === undefined) return nothing('bun');
  if (!command.literal) return unknown(l10n.t('which command of `bun` runs is not known'), 'bun');
  switch (command.value) {
    case 'install':
    case 'i':
    case 'add':
    case 'a':
    case 'update':
    case 'ci':
      if (isGlobal) return globalInstall(call, 'bun', packages, globalPaths(call));
      return install(call, 'bun', folder, {
        frozen: isGiven(parsed, '--frozen-lockfile') || command.value === 'ci',
        production: isGiven(parsed, '-p', '--production') || optionTexts(call, parsed, '--omit').includes('dev'),
        packages,
        parsed,
      });
    case 'remove':
    case 'rm':
      return isGlobal ? fileWork(call, 'rm', globalPaths(call), { recursive: true }) : prune(call, 'bun', folder);
    case 'x':
      return packageRunner(call, args, 'npx', folder);
    case 'run':
      return runOf(call, parsed, args, folder);
    case 'pm':
      return packages[0]?.value === 'cache' && packages[1] !== undefined
        ? cacheClean(call)
        : packages[0]?.value === 'trust'
          ? script(call, 'bun', folder, 'pm', packages)
          : nothing('bun');
    case 'upgrade':
      return globalInstall(call, 'bun', [command], globalPaths(call));
    case 'link':
    case 'unlink':
      return globalInstall(call, 'bun', packages, [...globalPaths(call), ...(folder === undefined ? [] : [tree(folder)])]);
    default:
      return script(call, 'bun', folder, command.value, args, optionTexts(call, global, '--filter', '-F'));
  }
}

function runOf(call: Call, parsed: ParsedArguments, args: readonly ShellWord[], folder: string | undefined): EffectOfCommand {
  const [name, ...rest] = parseOptions(args, { ...options, stopAtPositional: true }).positionals;
  return name === undefined
    ? nothing('bun')
    : script(call, 'bun', folder, textOf(name, call.around), rest, optionTexts(call, parsed, '--filter', '-F'));
}

/** BUN_INSTALL, or `.bun` below HOME. */
function globalPaths(call: Call): readonly WrittenPath[] {
  const given = call.around.variable('BUN_INSTALL');
  if (given?.startsWith('/') === true) return [tree(given)];
  return call.around.home === undefined ? [tree('/usr/local/bin')] : [tree(`${call.around.home}/.bun`)];
}
