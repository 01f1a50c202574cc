/** Commands that make, remove or re-own files by name: mkdir, touch, rm, rmdir, chmod, chown, chgrp, setcap, and what keeps the system's tables of libraries and certificates. */
import * as l10n from '@vscode/l10n';
import { findOption, parseOptions } from '../../shell/index.ts';
import type { Call, Family } from './call.ts';
import { textOf, valueOf } from './expansion.ts';
import { cleaning } from './os-maintenance.ts';
import { file, fileWork, nothing, tree, unknown } from './outcome.ts';
import { allPathsOf, knownPathsOf } from './written-paths.ts';

export const fileWorkFamily: Family = {
  mkdir: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-m', '--mode', '-Z', '--context'] });
    const mode = findOption(parsed, '-m', '--mode')?.value?.value;
    return parsed.positionals.length === 0
      ? undefined
      : fileWork(call, 'mkdir', allPathsOf(parsed.positionals, call.around, { created: true }), { mode });
  },
  touch: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-d', '--date', '-r', '--reference', '-t', '--time'] });
    return parsed.positionals.length === 0
      ? undefined
      : fileWork(call, 'touch', allPathsOf(parsed.positionals, call.around, { created: true }));
  },
  mkfifo: (call) =>
    fileWork(
      call,
      'touch',
      allPathsOf(parseOptions(call.args, { withValue: ['-m', '--mode'] }).positionals, call.around, { created: true }),
    ),
  rm: (call) => {
    const parsed = parseOptions(call.args, { withValue: [] });
    const recursive = findOption(parsed, '-r', '-R', '--recursive') !== undefined;
    return (
      cleaning(call, parsed.positionals) ??
      fileWork(call, 'rm', knownPathsOf(parsed.positionals, call.around, { tree: recursive }), { recursive })
    );
  },
  // What it makes lies below /tmp, which no stage hands on.
  mktemp: () => nothing('mktemp'),
  unlink: (call) => fileWork(call, 'rm', knownPathsOf(call.args, call.around)),
  rmdir: (call) => fileWork(call, 'rmdir', knownPathsOf(parseOptions(call.args, { withValue: [] }).positionals, call.around)),
  chmod,
  chown,
  chgrp: chown,
  setcap,
  ldconfig: (call) => {
    const root = findOption(parseOptions(call.args, { withValue: ['-r', '-C', '-f'] }), '-r')?.value?.value;
    return fileWork(call, 'write', [root === undefined ? file('/etc/ld.so.cache') : tree(root)], { needsRoot: true });
  },
  'update-ca-certificates': (call) => fileWork(call, 'write', [tree('/etc/ssl/certs')], { needsRoot: true }),
  'fc-cache': (call) => fileWork(call, 'write', [tree('/var/cache/fontconfig')], { needsRoot: true }),
  truncate: (call) =>
    fileWork(
      call,
      'write',
      allPathsOf(parseOptions(call.args, { withValue: ['-s', '--size', '-r', '--reference'] }).positionals, call.around),
    ),
};

/** Needs root even below WORKDIR: what COPY brought belongs to root there, and only its owner may change a mode. */
function chmod(call: Call): ReturnType<typeof fileWork> {
  const { operands, recursive, reference } = modeArguments(call, /^-[rwxXst]+$/);
  const mode = reference ? undefined : operands[0];
  const targets = reference ? operands : operands.slice(1);
  const writes = knownPathsOf(targets, call.around, { tree: recursive });
  return fileWork(call, 'chmod', writes, { mode: mode === undefined ? undefined : textOf(mode, call.around), recursive, needsRoot: true });
}

function chown(call: Call): ReturnType<typeof fileWork> {
  const { operands, recursive, reference } = modeArguments(call);
  const first = reference ? undefined : operands[0];
  const targets = reference ? operands : operands.slice(1);
  const given = first === undefined ? undefined : textOf(first, call.around);
  const owner = given !== undefined && call.name === 'chgrp' ? `:${given}` : given;
  return fileWork(call, 'chown', knownPathsOf(targets, call.around, { tree: recursive }), { owner, recursive, needsRoot: true });
}

/** chmod's own mode may look like an option (`chmod -x file`). */
function modeArguments(
  call: Call,
  modeLike?: RegExp,
): { readonly operands: Call['args']; readonly recursive: boolean; readonly reference: boolean } {
  const operands = call.args.filter(({ value }) => !value.startsWith('-') || modeLike?.test(value) === true);
  const options = call.args.filter((word) => !operands.includes(word)).map(({ value }) => value);
  const recursive = options.some((option) => option === '--recursive' || /^-[A-Za-z]*R/.test(option));
  return { operands, recursive, reference: options.some((option) => option.startsWith('--reference')) };
}

/** A capability of node's own binary would be lost with the old image: what then happens cannot be said here. */
function setcap(call: Call): ReturnType<typeof fileWork> {
  const [mode, ...targets] = parseOptions(call.args, { withValue: ['-n'] }).positionals;
  const paths = targets.map((word) => valueOf(word, call.around));
  if (paths.length === 0 || paths.some((path) => path === undefined || /(?:^|\/)node$/.test(path)))
    return unknown(l10n.t('`setcap` gives a program capabilities that another image does not carry over'), 'setcap');
  return fileWork(call, 'chmod', knownPathsOf(targets, call.around), { mode: mode?.value, needsRoot: true });
}
