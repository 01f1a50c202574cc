/** Builtins, options and variables of bash that busybox ash lacks (tried under busybox 1.35 and 1.37). */

export const bashBuiltins: ReadonlySet<string> = new Set([
  'bind',
  'builtin',
  'caller',
  'compgen',
  'complete',
  'compopt',
  'declare',
  'dirs',
  'disown',
  'enable',
  'logout',
  'mapfile',
  'popd',
  'pushd',
  'readarray',
  'shopt',
  'suspend',
  'typeset',
]);

export const bashVariables: ReadonlySet<string> = new Set([
  'BASH',
  'BASHPID',
  'BASH_REMATCH',
  'BASH_SOURCE',
  'BASH_VERSION',
  'DIRSTACK',
  'EUID',
  'FUNCNAME',
  'HOSTTYPE',
  'MACHTYPE',
  'OSTYPE',
  'PIPESTATUS',
  'SECONDS',
  'UID',
]);

interface BashOnly {
  /** Letters that ash refuses after `-` (and `+` for set). */
  readonly letters?: string;
  /** Names that it refuses behind `-o`. */
  readonly longNames?: readonly string[];
  /** Arguments that it refuses wherever they stand. */
  readonly argument?: RegExp;
}

const options: ReadonlyMap<string, BashOnly> = new Map<string, BashOnly>([
  ['export', { letters: 'f' }],
  ['local', { letters: 'aAgilnrtuxI' }],
  ['printf', { letters: 'v', argument: /(?<!%)(?:%%)*%[-+ #0-9.*]*(?:q|\()/ }],
  ['read', { letters: 'aeiN' }],
  ['readonly', { letters: 'aAf' }],
  [
    'set',
    {
      letters: 'BHPTh',
      longNames: ['braceexpand', 'functrace', 'hashall', 'histexpand', 'history', 'onecmd', 'physical', 'posix', 'privileged'],
    },
  ],
  ['test', { letters: 'vR' }],
  ['[', { letters: 'vR' }],
  ['trap', { argument: /^(?:SIG)?(?:DEBUG|RETURN)$/ }],
  ['unset', { letters: 'n' }],
]);

/** The first argument of a builtin that only bash takes: its index among `args` (without the name) and the part at fault. */
export function bashOnlyOption(name: string, args: readonly string[]): { readonly index: number; readonly text: string } | undefined {
  const refused = options.get(name);
  if (refused === undefined) return undefined;
  const anywhere = name === 'test' || name === '[' || name === 'set';
  for (const [index, argument] of args.entries()) {
    if (refused.argument?.test(argument) === true) return { index, text: argument };
    if (refused.longNames?.includes(argument) === true && /^[-+][A-Za-z]*o$/.test(args[index - 1] ?? ''))
      return { index, text: `-o ${argument}` };
    if (!/^[-+][A-Za-z]+$/.test(argument)) {
      if (!anywhere && refused.argument === undefined) return undefined;
      continue;
    }
    const letter = argument
      .slice(1)
      .split('')
      .find((candidate) => refused.letters?.includes(candidate) === true);
    const alone = name !== 'test' && name !== '[' ? true : argument.length === 2;
    if (letter !== undefined && alone) return { index, text: `-${letter}` };
  }
  return undefined;
}
