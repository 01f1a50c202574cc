/** Users and groups: useradd, adduser, groupadd, addgroup, usermod and their like. */
import { type OptionSpec, parseOptions } from '../../shell/index.ts';
import type { CommandEffect, EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Classifier, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { optionWord } from './options.ts';
import { file, outcome } from './outcome.ts';
import { pathsOf } from './written-paths.ts';

type Action = Extract<CommandEffect, { readonly kind: 'user-account' }>['action'];

/** useradd, usermod and Debian's adduser. */
const userOptions: OptionSpec = {
  withValue: [
    '-u',
    '--uid',
    '-g',
    '--gid',
    '-G',
    '--groups',
    '-d',
    '--home',
    '--home-dir',
    '-s',
    '--shell',
    '-c',
    '--comment',
    '--gecos',
    '--ingroup',
    '--firstuid',
    '--lastuid',
    '--firstgid',
    '--lastgid',
    '-e',
    '--expiredate',
    '-f',
    '--inactive',
    '-k',
    '--skel',
    '-K',
    '--key',
    '-p',
    '--password',
    '--login',
    '-h',
    '-b',
    '--base-dir',
    '--add_extra_groups',
    '--conf',
  ],
};
const groupOptions: OptionSpec = {
  withValue: ['-g', '--gid', '-n', '--new-name', '-p', '--password', '-K', '--key', '--firstgid', '--lastgid'],
};

export const accountFamily: Family = {
  // `-h` is a folder for busybox' adduser only; useradd's help is no case worth telling apart.
  useradd: account(
    'add-user',
    { withValue: userOptions.withValue.filter((name) => name !== '-h') },
    ['-u', '--uid'],
    madeHome('-m', '--create-home'),
  ),
  adduser: account('add-user', userOptions, ['-u', '--uid'], adduserHome),
  groupadd: account('add-group', groupOptions, ['-g', '--gid']),
  addgroup: account('add-group', groupOptions, ['-g', '--gid']),
  usermod: account('modify', { withValue: [...userOptions.withValue, '-l'] }, ['-u', '--uid']),
  groupmod: account('modify', groupOptions, ['-g', '--gid']),
  gpasswd: account('modify', { withValue: ['-a', '--add', '-d', '--delete', '-A', '-M'] }, []),
  passwd: account('modify', { withValue: [] }, []),
  chpasswd: account('modify', { withValue: ['-c', '-s'] }, []),
  chsh: account('modify', { withValue: ['-s', '--shell'] }, []),
  chage: account('modify', { withValue: ['-E', '-I', '-M', '-m', '-W', '-d'] }, []),
  userdel: account('delete', { withValue: [] }, []),
  deluser: account('delete', { withValue: ['--backup-to'] }, []),
  groupdel: account('delete', { withValue: [] }, []),
  delgroup: account('delete', { withValue: [] }, []),
};

const accountFiles = [file('/etc/passwd'), file('/etc/group'), file('/etc/shadow')];

type HomeOf = (
  call: Call,
  name: string | undefined,
  options: ReadonlySet<string>,
  given: readonly WrittenPath[] | undefined,
) => readonly WrittenPath[];

function account(action: Action, spec: OptionSpec, idOptions: readonly string[], homeOf: HomeOf = () => []): Classifier {
  return (call): EffectOfCommand => {
    const parsed = parseOptions(call.args, spec);
    const operands = parsed.positionals.map((word) => textOf(word, call.around));
    const idWord = optionWord(call, parsed, ...idOptions);
    const homeWord = optionWord(call, parsed, '-d', '--home', '--home-dir', ...(call.name === 'adduser' ? ['-h'] : []));
    const home = homeWord === undefined ? undefined : pathsOf(homeWord, call.around, { created: true });
    const options = new Set(parsed.options.map(({ name }) => name));
    // `adduser USER GROUP` and `addgroup USER GROUP` put a user into a group.
    const joins = operands.length > 1 && call.name.startsWith('add');
    const effect: CommandEffect = {
      kind: 'user-account',
      action: joins ? 'modify' : call.name === 'adduser' && options.has('--group') && !options.has('--system') ? 'add-group' : action,
      name: joins || action !== 'modify' ? operands[0] : operands.at(-1),
      id: idWord === undefined ? undefined : textOf(idWord, call.around),
    };
    const homes = joins ? [] : homeOf(call, operands[0], options, home);
    return outcome(effect, { writes: [...accountFiles, ...homes], needsRoot: true, tools: [call.name] });
  };
}

/** useradd makes the folder only when asked to. */
function madeHome(...names: readonly string[]): HomeOf {
  return (_, name, options, given) => (names.some((option) => options.has(option)) ? (given ?? defaultHome(name)) : []);
}

/** adduser makes it unless told not to (`-H`, `--no-create-home`); for Debian's `--system` it is made only where `--home` says. */
function adduserHome(
  _: Call,
  name: string | undefined,
  options: ReadonlySet<string>,
  given: readonly WrittenPath[] | undefined,
): readonly WrittenPath[] {
  if (options.has('-H') || options.has('--no-create-home')) return [];
  return given ?? (options.has('--system') ? [] : defaultHome(name));
}

function defaultHome(name: string | undefined): readonly WrittenPath[] {
  return name === undefined || !/^[\w.-]+$/.test(name) ? [] : [{ path: `/home/${name}`, tree: false, created: true }];
}
