/** Commands that run another command, and what remains without them. */
import { type Option, type OptionSpec, parseOptions } from './arguments.ts';
import type { ShellAssignment, ShellWord, SimpleCommand } from './ast.ts';
import { commandName } from './command-name.ts';
import { wordTail } from './unquote.ts';

interface Wrapper extends OptionSpec {
  /** Positionals before the command: the user of `gosu`, the duration of `timeout`. */
  readonly operands?: number;
  /** Takes `NAME=value` before the command. */
  readonly assignments?: boolean;
  /** Where the user stands, if it changes the user: an option, or the first operand. */
  readonly user?: readonly string[] | 'operand';
  /** With one of these options it runs nothing. */
  readonly unless?: readonly string[];
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['exec', { withValue: ['-a'] }],
  ['command', { withValue: [], unless: ['-v', '-V'] }],
  ['builtin', { withValue: [] }],
  [
    'env',
    {
      withValue: ['-u', '--unset', '-C', '--chdir', '-S', '--split-string'],
      assignments: true,
      unless: ['-S', '--split-string'],
    },
  ],
  ['time', { withValue: ['-f', '--format', '-o', '--output'] }],
  ['nice', { withValue: ['-n', '--adjustment'] }],
  ['ionice', { withValue: ['-c', '--class', '-n', '--classdata'], unless: ['-p', '--pid'] }],
  ['nohup', { withValue: [] }],
  ['setsid', { withValue: [] }],
  ['stdbuf', { withValue: ['-i', '-o', '-e', '--input', '--output', '--error'] }],
  ['timeout', { withValue: ['-k', '--kill-after', '-s', '--signal'], operands: 1 }],
  [
    'sudo',
    {
      withValue: ['-u', '--user', '-g', '--group', '-h', '--host', '-p', '--prompt', '-C', '-D', '--chdir', '-R', '-T'],
      assignments: true,
      user: ['-u', '--user'],
      unless: ['-l', '--list', '-v', '-e'],
    },
  ],
  ['doas', { withValue: ['-u', '-C'], user: ['-u'] }],
  ['gosu', { withValue: [], operands: 1, user: 'operand' }],
  ['su-exec', { withValue: [], operands: 1, user: 'operand' }],
  ['s6-setuidgid', { withValue: [], operands: 1, user: 'operand' }],
  [
    'setpriv',
    {
      withValue: ['--reuid', '--regid', '--groups', '--inh-caps', '--bounding-set', '--ambient-caps'],
      user: ['--reuid'],
    },
  ],
  ['tini', { withValue: ['-p', '-e'], unless: ['-h', '--version'] }],
  ['tini-static', { withValue: ['-p', '-e'], unless: ['-h', '--version'] }],
  ['docker-init', { withValue: ['-p', '-e'] }],
  ['catatonit', { withValue: [] }],
  ['dumb-init', { withValue: ['-r', '--rewrite'] }],
  [
    'xargs',
    {
      withValue: ['-n', '-I', '-L', '-P', '-s', '-d', '-a', '-E', '--max-args', '--max-procs', '--delimiter', '--arg-file', '--replace'],
    },
  ],
]);

export interface UnwrappedCommand {
  /** The command without its wrappers; its range begins at its name. `assignments` is empty: see `environment`. */
  readonly command: SimpleCommand;
  /** The names of the wrappers, outermost first. `xargs` among them means that more arguments follow at run time. */
  readonly wrappers: readonly string[];
  /** The assignments in front of the command and those given to `env` and `sudo`. */
  readonly environment: readonly ShellAssignment[];
  /** Whom `sudo -u`, `gosu`, `su-exec` and their like run it as; the innermost if there are several. */
  readonly user: ShellWord | undefined;
}

/** Strips what only runs another command (`exec`, `env A=b`, `sudo -E`, `gosu node`, `tini --`, …). A wrapper with nothing behind it is the command itself. */
export function unwrapCommand(command: SimpleCommand): UnwrappedCommand {
  const names: string[] = [];
  const environment = [...command.assignments];
  let user: ShellWord | undefined;
  let current: SimpleCommand = { ...command, assignments: [] };
  while (names.length < mostWrappers) {
    const name = commandName(current);
    const wrapper = name === undefined ? undefined : wrappers.get(name);
    const inner = wrapper === undefined ? undefined : unwrapOnce(current, wrapper);
    if (name === undefined || inner === undefined) break;
    names.push(name);
    environment.push(...inner.assignments);
    user = inner.user ?? user;
    current = { ...current, words: inner.words };
  }
  return { command: withRange(current, command), wrappers: names, environment, user };
}

/** More than anyone stacks; it keeps the work in proportion to the words. */
const mostWrappers = 16;

interface Inner {
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  readonly user: ShellWord | undefined;
}

function unwrapOnce(command: SimpleCommand, wrapper: Wrapper): Inner | undefined {
  const given = command.words.slice(1);
  const parsed = parseOptions(given, { ...wrapper, stopAtPositional: true });
  if (parsed.options.some((option) => wrapper.unless?.includes(option.name))) return undefined;
  let words = parsed.positionals;
  const assignments: ShellAssignment[] = [];
  while (wrapper.assignments === true && words[0] !== undefined) {
    const assignment = assignmentFrom(words[0]);
    if (assignment === undefined) break;
    assignments.push(assignment);
    words = words.slice(1);
  }
  const operands = words.slice(0, wrapper.operands ?? 0);
  words = words.slice(operands.length);
  if (words[0]?.value === '--') words = words.slice(1);
  if (words.length === 0) return undefined;
  return { words, assignments, user: userOf(wrapper, parsed.options, operands) };
}

function userOf(wrapper: Wrapper, options: readonly Option[], operands: readonly ShellWord[]): ShellWord | undefined {
  if (wrapper.user === undefined) return undefined;
  if (wrapper.user === 'operand') return operands[0];
  const names = wrapper.user;
  return options.find(({ name }) => names.includes(name))?.value;
}

/** `NAME=value` written as a word. */
function assignmentFrom(word: ShellWord): ShellAssignment | undefined {
  const match = /^([A-Za-z_]\w*)=/.exec(word.value);
  const name = match?.[1];
  if (name === undefined) return undefined;
  return { name, value: wordTail(word, name.length + 1), range: word.range };
}

function withRange(command: SimpleCommand, original: SimpleCommand): SimpleCommand {
  const start = command.words[0]?.range.start ?? original.range.start;
  return { ...command, range: { start, end: Math.max(start, original.range.end) } };
}
