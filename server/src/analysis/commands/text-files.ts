/** Commands that edit text files in place or write them from their input: sed -i, tee, patch, dos2unix, envsubst, dd, sort -o, openssl. */
import * as l10n from '@vscode/l10n';
import { findOption, parseOptions } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { isLocaleFile } from './locale.ts';
import { optionWord, wordOf } from './options.ts';
import { isRepositoryFile } from './os-repositories.ts';
import { fileWork, nothing, outcome, tree, unknown } from './outcome.ts';
import { allPathsOf, needRoot, pathsOf } from './written-paths.ts';

export const textFileFamily: Family = {
  sed,
  tee: (call) => writing(call, allPathsOf(parseOptions(call.args, { withValue: [] }).positionals, call.around)),
  dos2unix: (call) => fileWork(call, 'sed', allPathsOf(parseOptions(call.args, { withValue: ['-c'] }).positionals, call.around)),
  unix2dos: (call) => fileWork(call, 'sed', allPathsOf(parseOptions(call.args, { withValue: ['-c'] }).positionals, call.around)),
  patch: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-p', '-d', '--directory', '-i', '--input', '-o', '--output'] });
    const folder = optionWord(call, parsed, '-d', '--directory');
    const here = call.around.workdir === undefined ? undefined : [tree(call.around.workdir)];
    return fileWork(call, 'write', folder === undefined ? here : pathsOf(folder, call.around, { tree: true }), { recursive: true });
  },
  envsubst: () => nothing('envsubst'),
  dd: (call) => {
    const target = call.args.find(({ value }) => value.startsWith('of='));
    return target === undefined
      ? nothing('dd')
      : fileWork(call, 'write', pathsOf({ ...target, raw: target.raw.slice(3), value: target.value.slice(3) }, call.around));
  },
  sort: (call) => {
    const target = optionWord(call, parseOptions(call.args, { withValue: ['-o', '--output', '-k', '-t', '-T', '-S'] }), '-o', '--output');
    return target === undefined ? nothing('sort') : fileWork(call, 'write', pathsOf(target, call.around));
  },
  awk,
  gawk: awk,
  mawk: awk,
  openssl: (call) => {
    const parsed = parseOptions(call.args, {
      withValue: ['-out', '-keyout', '-in', '-subj', '-days', '-newkey', '-config', '-passout', '-passin', '-extensions', '-addext'],
      longWithOneDash: true,
    });
    const targets = parsed.options.filter(({ name }) => name === '-out' || name === '-keyout').map((option) => wordOf(call, option));
    const files = targets.filter((word) => word !== undefined);
    return files.length === 0 ? nothing('openssl') : fileWork(call, 'write', allPathsOf(files, call.around));
  },
  'ssh-keygen': (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-f', '-t', '-b', '-C', '-N', '-P'] });
    if (findOption(parsed, '-A') !== undefined) return fileWork(call, 'write', [tree('/etc/ssh')]);
    const target = optionWord(call, parsed, '-f');
    return target === undefined
      ? undefined
      : fileWork(
          call,
          'write',
          pathsOf(target, call.around)?.flatMap((path) => [path, { ...path, path: `${path.path}.pub` }]),
        );
  },
};

/** A file written from text: `tee FILE`, `echo … > FILE`. Lists of repositories and the files of the time zone have their own kinds. */
export function writing(call: Call, writes: readonly WrittenPath[] | undefined): EffectOfCommand {
  if (writes === undefined || writes.length === 0) return writes === undefined ? fileWork(call, 'write', writes) : nothing(call.name);
  const root = needRoot(writes, call.around);
  if (writes.every(({ path }) => isRepositoryFile(path)))
    return outcome({ kind: 'os-repository', nodeSetup: false }, { writes, needsRoot: root, tools: [call.name] });
  if (writes.every(({ path }) => isLocaleFile(path)))
    return outcome({ kind: 'locale-and-time-zone' }, { writes, needsRoot: root, tools: [call.name] });
  return fileWork(call, 'write', writes);
}

function sed(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, { withValue: ['-e', '--expression', '-f', '--file', '-l', '--line-length'] });
  const given = parsed.options.filter(({ name }) => name === '-e' || name === '--expression' || name === '-f' || name === '--file');
  const [script, ...others] = parsed.positionals;
  const files = given.length > 0 ? parsed.positionals : others;
  const scripts = [...given.map(({ value }) => value?.value ?? ''), ...(given.length > 0 || script === undefined ? [] : [script.value])];
  if (scripts.some((text) => /(?:^|[;}\n])\s*[\d,$/]*\s*w\s+\/|\/[gpI\d]*[ew](?:\s|$)/.test(text)))
    return unknown(l10n.t('its script for `sed` writes files or runs commands'), 'sed');
  if (!call.args.some(({ value }) => value.startsWith('--in-place') || /^-[nErsuz]*i/.test(value))) return nothing('sed');
  const writes = allPathsOf(files, call.around);
  if (writes !== undefined && writes.length > 0 && writes.every(({ path }) => isRepositoryFile(path) || isLocaleFile(path)))
    return writing(call, writes);
  return fileWork(call, 'sed', writes);
}

function awk(call: Call): EffectOfCommand {
  const program = call.args.map(({ value }) => value).join(' ');
  const writes = /\bsystem\s*\(|\bprint[^;}]*>/.test(program) || call.args.some(({ value }) => value === '-i' || value === 'inplace');
  return writes ? unknown(l10n.t('its program for `awk` writes files or runs commands'), call.name) : nothing(call.name);
}
