/** git: what it fetches and where it puts it. */
import { parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { isGiven, optionWord } from './options.ts';
import { file, fileWork, nothing, outcome, tree, unknownPath } from './outcome.ts';
import { absolutePath, needRoot, outsideHome, pathsOf } from './written-paths.ts';

export const gitFamily: Family = { git };

const asking = new Set([
  'rev-parse',
  'rev-list',
  'log',
  'describe',
  'diff',
  'status',
  'show',
  'ls-files',
  'ls-remote',
  'branch',
  'remote',
  'version',
  'help',
  'cat-file',
  'blame',
  'grep',
  'shortlog',
  'name-rev',
  'symbolic-ref',
]);
const changing = new Set([
  'init',
  'checkout',
  'switch',
  'pull',
  'fetch',
  'reset',
  'restore',
  'submodule',
  'clean',
  'apply',
  'am',
  'add',
  'commit',
  'merge',
  'rebase',
  'cherry-pick',
  'tag',
  'lfs',
  'stash',
  'sparse-checkout',
  'gc',
  'read-tree',
  'update-index',
  'mv',
  'rm',
]);

function git(call: Call): EffectOfCommand | undefined {
  const global = parseOptions(call.args, { withValue: ['-C', '-c', '--git-dir', '--work-tree', '--namespace'], stopAtPositional: true });
  const [subcommand, ...args] = global.positionals;
  if (subcommand === undefined) return nothing('git');
  const folder = optionWord(call, global, '-C');
  const here = folder === undefined ? call.around.workdir : pathsOf(folder, call.around)?.[0]?.path;
  const name = subcommand.value;
  if (asking.has(name)) return nothing('git');
  if (name === 'config') return config(call, args, here);
  if (name === 'clone') return clone(call, args, here);
  if (!changing.has(name) || isGiven(global, '--git-dir', '--work-tree')) return undefined;
  const target = name === 'init' ? parseOptions(args, { withValue: ['-b', '--initial-branch', '--template'] }).positionals[0] : undefined;
  return fileWork(
    call,
    'write',
    target === undefined
      ? here === undefined
        ? undefined
        : [tree(here)]
      : pathsOf(target, { ...call.around, workdir: here, variable: call.around.variable.bind(call.around) }, { tree: true }),
    { recursive: true },
  );
}

function clone(call: Call, args: readonly ShellWord[], here: string | undefined): EffectOfCommand {
  const parsed = parseOptions(args, {
    withValue: [
      '-b',
      '--branch',
      '--depth',
      '-o',
      '--origin',
      '-c',
      '--config',
      '--reference',
      '--filter',
      '--shallow-since',
      '-j',
      '--jobs',
      '--template',
      '-u',
      '--separate-git-dir',
    ],
  });
  const [url, target] = parsed.positionals;
  const around = { ...call.around, workdir: here, variable: call.around.variable.bind(call.around) };
  if (target !== undefined) return fileWork(call, 'unpack', pathsOf(target, around, { tree: true }), { recursive: true });
  if (url === undefined || here === undefined) return unknownPath(call);
  // Whatever a variable in the address stands for, the clone lands in one folder here.
  const name = /([^/:]+?)(?:\.git)?\/?$/.exec(textOf(url, call.around))?.[1] ?? '';
  const path = name === '' || /[$`]/.test(name) ? here : absolutePath(name, around);
  return fileWork(call, 'unpack', path === undefined ? undefined : [tree(path)], { recursive: true });
}

function config(call: Call, args: readonly ShellWord[], here: string | undefined): EffectOfCommand | undefined {
  const parsed = parseOptions(args, { withValue: ['-f', '--file'] });
  const positionals = parsed.positionals[0]?.value === 'set' ? parsed.positionals.slice(1) : parsed.positionals;
  const [key, value] = positionals.map((word) => textOf(word, call.around));
  if (isGiven(parsed, '--get', '--get-all', '-l', '--list')) return nothing('git');
  const given = optionWord(call, parsed, '-f', '--file');
  const home = call.around.home === undefined ? undefined : [file(`${call.around.home}/.gitconfig`)];
  const local = here === undefined ? undefined : [file(`${here}/.git/config`)];
  const writes =
    given !== undefined
      ? pathsOf(given, call.around)
      : isGiven(parsed, '--global')
        ? home
        : isGiven(parsed, '--system')
          ? [file('/etc/gitconfig')]
          : local;
  return writes === undefined
    ? undefined
    : outcome(
        { kind: 'tool-config', tool: 'git', key, value },
        { writes, needsRoot: needRoot(outsideHome(writes, call.around), call.around), tools: ['git'] },
      );
}
