/** cp, mv, ln, install, rsync: the last operand is a file or a folder, and often only the image knows which. */
import { baseName, findOption, type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import { resolveImagePath } from '../path.ts';
import type { Call, Family } from './call.ts';
import { expandWord, textOf, valueOf } from './expansion.ts';
import { timeZoneLink } from './locale.ts';
import { optionWord } from './options.ts';
import { fileWork } from './outcome.ts';
import { allPathsOf, isKnownFolder, knownPathsOf, pathsOf } from './written-paths.ts';

export const copyingFamily: Family = {
  cp: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-t', '--target-directory', '-S', '--suffix'] });
    const recursive = findOption(parsed, '-r', '-R', '-a', '--recursive', '--archive') !== undefined;
    return timeZoneLink(call, parsed.positionals) ?? fileWork(call, 'cp', destinations(call, parsed), { recursive });
  },
  mv: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-t', '--target-directory', '-S', '--suffix'] });
    const into = destinations(call, parsed);
    const taken = knownPathsOf(sourcesOf(call, parsed), call.around, { tree: true });
    return fileWork(call, 'mv', into === undefined ? undefined : [...into, ...taken], { recursive: true });
  },
  ln: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-t', '--target-directory', '-S', '--suffix'] });
    const [only, ...others] = parsed.positionals;
    const inFolder = only !== undefined && others.length === 0 && targetFolder(call, parsed) === undefined;
    const writes = inFolder ? linkHere(call, only) : destinations(call, parsed);
    return timeZoneLink(call, parsed.positionals) ?? fileWork(call, 'ln', writes);
  },
  install,
  'update-alternatives': (call) => {
    const at = call.args.findIndex(({ value }) => value === '--install');
    const link = at < 0 ? undefined : call.args[at + 1];
    const writes = link === undefined ? undefined : pathsOf(link, call.around);
    return link === undefined
      ? undefined
      : fileWork(call, 'ln', writes && [...writes, { path: '/etc/alternatives', tree: true, created: false }]);
  },
  rsync: (call) => {
    const parsed = parseOptions(call.args, {
      withValue: ['-e', '--rsh', '--exclude', '--include', '--filter', '-f', '--chown', '--chmod'],
    });
    const last = parsed.positionals.at(-1);
    const owner = findOption(parsed, '--chown')?.value?.value;
    return fileWork(call, 'cp', last === undefined ? undefined : pathsOf(last, call.around, { tree: true }), { recursive: true, owner });
  },
};

function install(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, {
    withValue: ['-m', '--mode', '-o', '--owner', '-g', '--group', '-t', '--target-directory', '-S'],
  });
  const value = (...names: readonly string[]): string | undefined => findOption(parsed, ...names)?.value?.value;
  const group = value('-g', '--group');
  const user = value('-o', '--owner');
  const owner = user === undefined && group === undefined ? undefined : `${user ?? ''}${group === undefined ? '' : `:${group}`}`;
  const folders = findOption(parsed, '-d', '--directory') !== undefined;
  const writes =
    folders && parsed.positionals.length > 0 ? allPathsOf(parsed.positionals, call.around, { created: true }) : destinations(call, parsed);
  const details = { owner, mode: value('-m', '--mode') };
  return fileWork(call, 'install', writes, owner === undefined ? details : { ...details, needsRoot: true });
}

/**
 * Where the sources end up. In a folder that is known to be one, the file inside it; otherwise the destination with `tree: true`,
 * because it may be a folder already.
 */
function destinations(call: Call, parsed: ParsedArguments): readonly WrittenPath[] | undefined {
  const folder = targetFolder(call, parsed);
  const target = folder ?? parsed.positionals.at(-1);
  const sources = sourcesOf(call, parsed);
  if (target === undefined || sources.length === 0) return undefined;
  const [into, ...more] = pathsOf(target, call.around, { tree: true }) ?? [];
  if (into === undefined) return undefined;
  const isFolder =
    folder !== undefined ||
    sources.length > 1 ||
    /(?:^|\/)(?:\.{0,2})$/.test(textOf(target, call.around)) ||
    isKnownFolder(into.path, call.around);
  if (!isFolder || more.length > 0) return [into, ...more];
  const files: WrittenPath[] = [];
  for (const source of sources) {
    const value = valueOf(source, call.around);
    const name = value === undefined ? '' : baseName(value.replace(/\/+$/, ''));
    if (name === '' || name === '.' || name === '..') return [into];
    files.push({ path: resolveImagePath(into.path, name), tree: true, created: false });
  }
  return files;
}

function sourcesOf(call: Call, parsed: ParsedArguments): readonly ShellWord[] {
  return targetFolder(call, parsed) === undefined ? parsed.positionals.slice(0, -1) : parsed.positionals;
}

/** The folder of `-t FOLDER`. */
function targetFolder(call: Call, parsed: ParsedArguments): ShellWord | undefined {
  return optionWord(call, parsed, '-t', '--target-directory');
}

/** `ln -s TARGET` makes a link of the same name in the working directory. */
function linkHere(call: Call, target: ShellWord): readonly WrittenPath[] | undefined {
  const value = expandWord(target, call.around)?.text;
  if (value === undefined || call.around.workdir === undefined) return undefined;
  return [{ path: resolveImagePath(call.around.workdir, baseName(value)), tree: false, created: false }];
}
