/** How one command changes the shell for those behind it. */
import { commandName, type ShellAssignment, type ShellWord, type SimpleCommand } from '../../shell/index.ts';
import type { CommandSurroundings, EffectOfCommand } from '../effects.ts';
import { valueOf } from './expansion.ts';
import { absolutePath } from './written-paths.ts';

const exporting = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);

/**
 * The surroundings behind `command`: `cd`, `export NAME=value`, `NAME=value` alone, `unset`, `read NAME`, and `npm config set prefix`.
 * Give the command as it stands in the script: without its wrappers it has lost its assignments. A command in a subshell, a pipeline or a branch
 * is the caller's to leave out.
 */
export function surroundingsAfter(command: SimpleCommand, effect: EffectOfCommand, around: CommandSurroundings): CommandSurroundings {
  const [, ...args] = command.words;
  if (command.words.length === 0)
    return withVariables(
      around,
      command.assignments.map(({ name, value }) => [name, value === undefined ? '' : valueOf(value, around)]),
    );
  const name = commandName(command);
  if (name === 'cd' || name === 'pushd')
    return inFolder(
      around,
      args.find(({ value }) => value === '-' || !value.startsWith('-')),
    );
  if (name === 'popd') return { ...copyOf(around), workdir: undefined };
  if (name !== undefined && exporting.has(name))
    return withVariables(
      around,
      args.flatMap((word) => assignmentIn(word, around)),
    );
  if (name === 'unset')
    return withVariables(
      around,
      args.filter(({ value }) => !value.startsWith('-')).map(({ value }) => [value, '']),
    );
  if (name === 'read')
    return withVariables(
      around,
      args.filter(({ value }) => /^[A-Za-z_]\w*$/.test(value)).map(({ value }) => [value, undefined]),
    );
  const setting = effect.effect;
  if (setting.kind === 'tool-config' && setting.tool === 'npm' && setting.key === 'prefix')
    return withVariables(around, [['NPM_CONFIG_PREFIX', setting.value]]);
  return around;
}

/** What a command in front of which variables are set (`HOME=/tmp npm ci`) finds. The shell expands its words before, so a name that they hold keeps its value. */
export function withEnvironment(
  around: CommandSurroundings,
  environment: readonly ShellAssignment[],
  command: SimpleCommand,
): CommandSurroundings {
  const used = new Set(command.words.flatMap(({ variables }) => variables));
  return withVariables(
    around,
    environment.filter(({ name }) => !used.has(name)).map(({ name, value }) => [name, value === undefined ? '' : valueOf(value, around)]),
  );
}

function inFolder(around: CommandSurroundings, target: ShellWord | undefined): CommandSurroundings {
  const value = target === undefined ? around.home : valueOf(target, around);
  const workdir = value === undefined || value === '-' ? undefined : absolutePath(value, around);
  return { ...copyOf(around), workdir };
}

/** Where WORKDIR was before the first `cd` stays known. */
function copyOf(around: CommandSurroundings): CommandSurroundings {
  return {
    workdir: around.workdir,
    instructionWorkdir: around.instructionWorkdir ?? around.workdir,
    home: around.home,
    variable: (name) => around.variable(name),
  };
}

/** The same surroundings with these variables; an undefined value makes one unknown. */
export function withVariables(
  around: CommandSurroundings,
  pairs: readonly (readonly [name: string, value: string | undefined])[],
): CommandSurroundings {
  if (pairs.length === 0) return around;
  const own = new Map(pairs);
  const variable = (name: string): string | undefined => (own.has(name) ? own.get(name) : around.variable(name));
  return {
    workdir: around.workdir,
    instructionWorkdir: around.instructionWorkdir,
    home: own.has('HOME') ? own.get('HOME') : around.home,
    variable,
  };
}

/** `NAME=value` among the words of `export`; a name alone keeps its value. */
function assignmentIn(word: ShellWord, around: CommandSurroundings): readonly (readonly [string, string | undefined])[] {
  const match = /^([A-Za-z_]\w*)\+?=/.exec(word.value);
  if (match?.[1] === undefined) return [];
  const start = match[0].length;
  const value = match[0].endsWith('+=')
    ? undefined
    : valueOf({ ...word, raw: word.raw.slice(start), value: word.value.slice(start) }, around);
  return [[match[1], value]];
}
