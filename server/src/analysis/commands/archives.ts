/** Archives and compressed files: tar, unzip, gunzip and their like. */
import * as l10n from '@vscode/l10n';
import { findOption, type OptionSpec, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import { entry, type Call, type Family } from './call.ts';
import { valueOf } from './expansion.ts';
import { optionWord } from './options.ts';
import { file, fileWork, nothing, outcome, tree, unknown } from './outcome.ts';
import { absolutePath, pathsOf } from './written-paths.ts';

export const archiveFamily: Family = {
  tar,
  bsdtar: tar,
  unzip: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-d', '-x', '-P'] });
    if (findOption(parsed, '-l', '-p', '-t', '-v', '-z') !== undefined) return nothing('unzip');
    return unpackInto(call, optionWord(call, parsed, '-d'), ['unzip']);
  },
  cpio: (call) => {
    const parsed = parseOptions(call.args, { withValue: ['-D'] });
    return findOption(parsed, '-i', '--extract') === undefined ? undefined : unpackInto(call, optionWord(call, parsed, '-D'), ['cpio']);
  },
  gzip: compress,
  gunzip: compress,
  bzip2: compress,
  bunzip2: compress,
  xz: compress,
  unxz: compress,
  zstd: compress,
  unzstd: compress,
  brotli: compress,
  zcat: () => nothing('zcat'),
  xzcat: () => nothing('xz'),
  bzcat: () => nothing('bzip2'),
};

const tarOptions: OptionSpec = {
  withValue: [
    '-f',
    '--file',
    '-C',
    '--directory',
    '--exclude',
    '-X',
    '-T',
    '--files-from',
    '-I',
    '--use-compress-program',
    '--transform',
    '--strip-components',
    '--strip',
    '--owner',
    '--group',
    '--mode',
    '--mtime',
    '-b',
    '-H',
    '--format',
  ],
};

/** Programs that tar calls for an archive; gzip is everywhere. */
const decompressors: readonly (readonly [pattern: RegExp, option: string, tool: string])[] = [
  [/\.(?:tar\.)?xz$|\.txz$/, '-J', 'xz'],
  [/\.(?:tar\.)?bz2$|\.tbz2?$/, '-j', 'bzip2'],
  [/\.(?:tar\.)?zst$/, '--zstd', 'zstd'],
];

function tar(call: Call): EffectOfCommand {
  const parsed = parseOptions(modernArguments(call.args), tarOptions);
  const has = (...names: readonly string[]): boolean => findOption(parsed, ...names) !== undefined;
  const archive = findOption(parsed, '-f', '--file')?.value?.value;
  const tools = [
    call.name,
    ...decompressors
      .filter(([pattern, option]) => has(option) || (archive !== undefined && pattern.test(archive)))
      .map(([, , tool]) => tool),
  ];
  if (has('-P', '--absolute-names', '-T', '--files-from', '--to-command'))
    return unknown(l10n.t('`tar` unpacks paths that the archive alone knows'), ...tools);
  if (has('-x', '--extract', '--get')) {
    // The official archives of Node: whoever unpacks one sets Node up, which the base image does already.
    if (archive !== undefined && /(?:^|\/)node-v[^/]*$/.test(archive))
      return outcome({ kind: 'os-repository', nodeSetup: true }, { needsRoot: true, tools });
    return unpackInto(call, optionWord(call, parsed, '-C', '--directory'), tools);
  }
  if (has('-t', '--list', '-d', '--diff')) return nothing(...tools);
  if (!has('-c', '--create', '-r', '-u', '--append')) return unknown(l10n.t('what `tar` is asked to do is not known'), ...tools);
  if (archive === undefined || archive === '-') return nothing(...tools);
  const target = optionWord(call, parsed, '-f', '--file');
  return fileWork(call, 'write', target === undefined ? undefined : pathsOf(target, call.around), { tools });
}

/** `tar xzf a.tgz -C x`: a first word without a dash is a cluster of options, and their values follow in their order. */
function modernArguments(args: readonly ShellWord[]): readonly ShellWord[] {
  const [first, ...rest] = args;
  if (first === undefined || first.value.startsWith('-') || !/^[A-Za-z]+$/.test(first.value)) return args;
  const words: ShellWord[] = [];
  for (const letter of first.value) {
    const option: ShellWord = { ...first, raw: `-${letter}`, value: `-${letter}`, literal: true };
    words.push(option);
    const value = /[fCXTbI]/.test(letter) ? rest.shift() : undefined;
    if (value !== undefined) words.push(value);
  }
  return [...words, ...rest];
}

/** @param folder undefined for the working directory */
function unpackInto(call: Call, folder: ShellWord | undefined, tools: readonly string[]): EffectOfCommand {
  const here = call.around.workdir === undefined ? undefined : [tree(call.around.workdir)];
  return fileWork(call, 'unpack', folder === undefined ? here : pathsOf(folder, call.around, { tree: true }), { recursive: true, tools });
}

/** The program behind each name, and what it appends to a file's name. */
const compressors: Readonly<Record<string, readonly [tool: string, suffix: string]>> = {
  gzip: ['gzip', '.gz'],
  gunzip: ['gzip', '.gz'],
  bzip2: ['bzip2', '.bz2'],
  bunzip2: ['bzip2', '.bz2'],
  xz: ['xz', '.xz'],
  unxz: ['xz', '.xz'],
  zstd: ['zstd', '.zst'],
  unzstd: ['zstd', '.zst'],
  brotli: ['brotli', '.br'],
};
const decompressing = new Set(['gunzip', 'bunzip2', 'unxz', 'unzstd']);

/** Compresses or decompresses each file in its place; without files, and with `-c`, it is a filter. */
function compress(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, { withValue: ['-S', '--suffix', '-o', '--output', '-T'] });
  const [tool, suffix] = entry(compressors, call.name) ?? [call.name, ''];
  const files = parsed.positionals.filter(({ value }) => value !== '-');
  if (files.length === 0 || findOption(parsed, '-c', '--stdout', '--to-stdout', '-l', '-t', '--test', '--list') !== undefined)
    return nothing(tool);
  const decompress = decompressing.has(call.name) || findOption(parsed, '-d', '--decompress', '--uncompress') !== undefined;
  const writes: WrittenPath[] = [];
  for (const word of files) {
    const value = valueOf(word, call.around);
    const path = value === undefined ? undefined : absolutePath(value, call.around);
    const folder = path === undefined ? pathsOf(word, call.around) : undefined;
    if (path === undefined && folder === undefined) return fileWork(call, 'unpack', undefined);
    if (path !== undefined)
      writes.push(file(path), file(decompress && path.endsWith(suffix) ? path.slice(0, -suffix.length) : `${path}${suffix}`));
    writes.push(...(folder ?? []));
  }
  return fileWork(call, decompress ? 'unpack' : 'write', writes, { tools: [tool] });
}
