/** curl and wget. */
import * as l10n from '@vscode/l10n';
import { type OptionSpec, type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { expandWord, textOf } from './expansion.ts';
import { isGiven, optionTexts, optionWord } from './options.ts';
import { file, nothing, outcome, tree, unknown, unknownPath } from './outcome.ts';
import { absolutePath, needRoot, pathsOf } from './written-paths.ts';

export const downloadFamily: Family = { curl, wget };

const curlOptions: OptionSpec = {
  withValue: [
    '-o',
    '--output',
    '--output-dir',
    '-H',
    '--header',
    '-d',
    '--data',
    '--data-raw',
    '--data-binary',
    '--data-urlencode',
    '--json',
    '-u',
    '--user',
    '-A',
    '--user-agent',
    '-X',
    '--request',
    '-e',
    '--referer',
    '-b',
    '--cookie',
    '-c',
    '--cookie-jar',
    '-F',
    '--form',
    '-T',
    '--upload-file',
    '-m',
    '--max-time',
    '--connect-timeout',
    '-w',
    '--write-out',
    '-x',
    '--proxy',
    '-K',
    '--config',
    '-r',
    '--range',
    '-C',
    '--continue-at',
    '-E',
    '--cert',
    '--key',
    '--cacert',
    '--capath',
    '-y',
    '-Y',
    '-z',
    '-D',
    '--dump-header',
    '--retry',
    '--retry-delay',
    '--retry-max-time',
    '--max-redirs',
    '--url',
    '--proto',
    '--proto-default',
    '--proto-redir',
    '--limit-rate',
    '--resolve',
    '--interface',
    '--ciphers',
    '--tls-max',
    '--noproxy',
    '-U',
    '--proxy-user',
    '--speed-limit',
    '--speed-time',
    '--max-filesize',
    '--unix-socket',
    '--create-file-mode',
    '--stderr',
    '-Q',
    '-t',
    '-P',
  ],
};

const wgetOptions: OptionSpec = {
  withValue: [
    '-O',
    '--output-document',
    '-P',
    '--directory-prefix',
    '-o',
    '--output-file',
    '-a',
    '--append-output',
    '-t',
    '--tries',
    '-T',
    '--timeout',
    '--connect-timeout',
    '--read-timeout',
    '-w',
    '--wait',
    '--waitretry',
    '-e',
    '--execute',
    '-U',
    '--user-agent',
    '--header',
    '--user',
    '--password',
    '--http-user',
    '--http-password',
    '--post-data',
    '--post-file',
    '--body-data',
    '--method',
    '-i',
    '--input-file',
    '--ca-certificate',
    '--certificate',
    '--private-key',
    '--progress',
    '-Q',
    '--limit-rate',
    '-l',
    '--level',
    '-A',
    '-R',
    '-D',
    '-I',
    '-X',
    '--referer',
    '-Y',
    '--max-redirect',
  ],
};

function curl(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, curlOptions);
  if (parsed.positionals.length === 0 && optionWord(call, parsed, '--url') === undefined)
    return isGiven(parsed, '-V', '--version', '--help', '-h')
      ? nothing('curl')
      : unknown(l10n.t('what `curl` fetches is not known'), 'curl');
  if (isGiven(parsed, '-K', '--config')) return unknown(l10n.t('`curl` reads its options from a file'), 'curl');
  const urls = [...parsed.positionals, ...wordIn(optionWord(call, parsed, '--url'))];
  const folder = optionWord(call, parsed, '--output-dir');
  const outputs = parsed.options.filter(({ name }) => name === '-o' || name === '--output').length;
  const remoteNames = isGiven(parsed, '-O', '--remote-name', '--remote-name-all', '-J', '--remote-header-name');
  const extra = savedBeside(call, parsed, '-c', '--cookie-jar', '-D', '--dump-header');
  if (extra === undefined) return unknownPath(call);
  if (outputs > 1) {
    const all = optionTexts(call, parsed, '-o', '--output')
      .filter((text) => text !== '-')
      .map((text) => absolutePath(text, call.around));
    const known = all.filter((path) => path !== undefined);
    return known.length < all.length || all.some((path) => path?.includes('$'))
      ? unknownPath(call)
      : fetched(call, urls[0], known[0], [...known.map(file), ...extra]);
  }
  if (outputs === 1) return saved(call, urls[0], optionWord(call, parsed, '-o', '--output'), folder, extra);
  return remoteNames ? savedByName(call, urls, folder, extra) : fetched(call, urls[0], undefined, extra);
}

function wget(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, wgetOptions);
  if (isGiven(parsed, '--spider')) return fetched(call, parsed.positionals[0], undefined, []);
  if (isGiven(parsed, '-i', '--input-file')) return unknown(l10n.t('the addresses that `wget` fetches stand in a file'), 'wget');
  const extra = savedBeside(call, parsed, '-o', '--output-file', '-a', '--append-output');
  if (extra === undefined) return unknownPath(call);
  const folder = optionWord(call, parsed, '-P', '--directory-prefix');
  if (parsed.positionals.length === 0)
    return isGiven(parsed, '--version', '--help') ? nothing('wget') : unknown(l10n.t('what `wget` fetches is not known'), 'wget');
  const output = optionWord(call, parsed, '-O', '--output-document');
  if (output !== undefined) return saved(call, parsed.positionals[0], output, undefined, extra);
  if (!isGiven(parsed, '-r', '--recursive', '-m', '--mirror', '-x', '-p')) return savedByName(call, parsed.positionals, folder, extra);
  const into = folder === undefined ? undefined : pathsOf(folder, call.around, { tree: true });
  const here = call.around.workdir === undefined ? undefined : [tree(call.around.workdir)];
  const writes = folder === undefined ? here : into;
  return writes === undefined ? unknownPath(call) : fetched(call, parsed.positionals[0], writes[0]?.path, [...writes, ...extra]);
}

/** `-o FILE`: a file, a device, or `-` for standard output. */
function saved(
  call: Call,
  url: ShellWord | undefined,
  output: ShellWord | undefined,
  folder: ShellWord | undefined,
  extra: readonly WrittenPath[],
): EffectOfCommand {
  const name = output === undefined ? undefined : textOf(output, call.around);
  if (output === undefined || name === '-') return fetched(call, url, undefined, extra);
  const around =
    folder === undefined
      ? call.around
      : {
          ...call.around,
          workdir: absolutePath(textOf(folder, call.around), call.around),
          variable: call.around.variable.bind(call.around),
        };
  if (folder !== undefined && expandWord(folder, call.around) === undefined) return unknownPath(call);
  const paths = pathsOf(output, around) ?? lastPartUnknown(output, around);
  if (paths === undefined) return unknownPath(call);
  return fetched(call, url, paths[0]?.tree === true ? absolutePath(name ?? '', around) : paths[0]?.path, [...paths, ...extra]);
}

/** The name of the file is the last part of the address; whatever it is, it lands in one known folder. */
function savedByName(
  call: Call,
  urls: readonly ShellWord[],
  folder: ShellWord | undefined,
  extra: readonly WrittenPath[],
): EffectOfCommand {
  const into = folder === undefined ? call.around.workdir : pathsOf(folder, call.around)?.[0]?.path;
  if (into === undefined) return unknownPath(call);
  const around = { ...call.around, workdir: into, variable: call.around.variable.bind(call.around) };
  const writes = urls.map((url) => {
    const text = expandWord(url, call.around)?.text;
    const name = text === undefined ? '' : (/^[^?#]*\/([^/?#]+)(?:\?|#|$)/.exec(text.replace(/^\w+:\/\//, ''))?.[1] ?? '');
    return name === '' ? tree(into) : file(absolutePath(name, around) ?? into);
  });
  const [first] = urls;
  const name = first === undefined ? undefined : textOf(first, call.around).split(/[?#]/)[0]?.split('/').at(-1);
  return fetched(call, first, name === undefined || name === '' ? into : absolutePath(name, around), [...writes, ...extra]);
}

/** `-o tool_${VERSION}.deb`: the folder is known although the name is not, as long as only the last part holds a variable. */
function lastPartUnknown(output: ShellWord, around: Call['around']): readonly WrittenPath[] | undefined {
  const slash = output.value.lastIndexOf('/');
  const folder = output.value.slice(0, slash + 1);
  if (/[$`~*]/.test(folder) || output.substitutions.length > 0) return undefined;
  const path = absolutePath(folder === '' ? '.' : folder, around);
  return path === undefined ? undefined : [tree(path)];
}

/** Cookies, headers and logs that are kept in files; undefined when one of their paths cannot be known. */
function savedBeside(call: Call, parsed: ParsedArguments, ...names: readonly string[]): readonly WrittenPath[] | undefined {
  const paths: WrittenPath[] = [];
  for (const name of names) {
    const word = optionWord(call, parsed, name);
    const found = word === undefined || word.value === '-' ? [] : pathsOf(word, call.around);
    if (found === undefined) return undefined;
    paths.push(...found);
  }
  return paths;
}

function fetched(call: Call, url: ShellWord | undefined, output: string | undefined, writes: readonly WrittenPath[]): EffectOfCommand {
  const address = url === undefined ? undefined : textOf(url, call.around);
  return outcome(
    { kind: 'download', tool: call.name === 'wget' ? 'wget' : 'curl', url: address, output },
    { writes, needsRoot: needRoot(writes, call.around), tools: [call.name] },
  );
}

function wordIn(word: ShellWord | undefined): readonly ShellWord[] {
  return word === undefined ? [] : [word];
}
