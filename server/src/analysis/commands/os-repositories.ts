/** Repositories and keys of operating systems, and set-ups that bring Node itself. */
import { parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import { isWithin } from '../path.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { optionWord } from './options.ts';
import { file, fileWork, nothing, outcome, tree, unknownPath } from './outcome.ts';
import { pathsOf } from './written-paths.ts';

const repositoryPlaces = [
  '/etc/apt',
  '/usr/share/keyrings',
  '/etc/apk',
  '/etc/yum.repos.d',
  '/etc/yum.conf',
  '/etc/dnf',
  '/etc/pki/rpm-gpg',
  '/etc/dpkg',
];

export const repositoryFamily: Family = {
  'add-apt-repository': () => repository(),
  'apt-add-repository': () => repository(),
  'apt-key': () => repository(),
  'yum-config-manager': () => repository(),
  'setup-apkrepos': () => repository(),
  gpg,
  gpg2: gpg,
  // Version managers of Node: what they bring is the base image's business.
  nvm: () => repository(true),
  n: () => repository(true),
  fnm: (call) => (call.args[0]?.value === 'env' ? nothing('fnm') : repository(true)),
  volta: () => repository(true),
  nodenv: () => repository(true),
  nodeenv: () => repository(true),
};

/** Whether a file belongs to the package manager's list of repositories and keys. */
export function isRepositoryFile(path: string): boolean {
  return repositoryPlaces.some((place) => isWithin(path, place));
}

export function repository(nodeSetup = false, writes: readonly WrittenPath[] = [], ...tools: readonly string[]): EffectOfCommand {
  return outcome({ kind: 'os-repository', nodeSetup }, { writes, needsRoot: true, tools });
}

/** Scripts on the network that are piped into a shell and known for what they do. */
type KnownScript =
  | { readonly kind: 'node' }
  | { readonly kind: 'manager'; readonly manager: 'pnpm' | 'yarn' | 'npm' | 'bun' }
  | { readonly kind: 'program'; readonly path: string };

const knownScripts: readonly (readonly [pattern: RegExp, script: KnownScript])[] = [
  [/\b(?:deb|rpm)\.nodesource\.com\//, { kind: 'node' }],
  [/nodesource\/distributions\//, { kind: 'node' }],
  [/(?:nvm-sh|creationix)\/nvm\//, { kind: 'node' }],
  [/\/tj\/n\/(?:master|HEAD|v[\d.]+)\/bin\/n\b|n-install|\bgit\.io\/n-install/, { kind: 'node' }],
  [/\bget\.volta\.sh\b/, { kind: 'node' }],
  [/\bfnm\.vercel\.app\/install/, { kind: 'node' }],
  [/\binstall-node\.(?:vercel\.app|now\.sh)\b/, { kind: 'node' }],
  [/\bget\.pnpm\.io\/install\.sh|\bpnpm\.(?:io|js\.org)\/pnpm\.js/, { kind: 'manager', manager: 'pnpm' }],
  [/\byarnpkg\.com\/install\.sh/, { kind: 'manager', manager: 'yarn' }],
  [/\bnpmjs\.(?:com|org)\/install\.sh/, { kind: 'manager', manager: 'npm' }],
  [/\bbun\.(?:sh|com)\/install\b/, { kind: 'manager', manager: 'bun' }],
  [/\bgobinaries\.com\/tj\/node-prune\b/, { kind: 'program', path: '/usr/local/bin/node-prune' }],
];

/** What `curl URL | sh` does, for the few scripts that are known; undefined for all others. */
export function knownScript(url: string): KnownScript | undefined {
  return knownScripts.find(([pattern]) => pattern.test(url))?.[1];
}

/** Whether an address is that of one of Node's own release archives. */
export function isNodeRelease(url: string): boolean {
  return /\bnodejs\.org\/(?:dist|download)\//.test(url);
}

function gpg(call: Call): EffectOfCommand | undefined {
  const parsed = parseOptions(call.args, {
    withValue: [
      '-o',
      '--output',
      '--keyserver',
      '--keyring',
      '--homedir',
      '--no-default-keyring-file',
      '-r',
      '--recipient',
      '-u',
      '--trust-model',
      '--primary-keyring',
    ],
  });
  const names = new Set(parsed.options.map(({ name }) => name));
  const target =
    optionWord(call, parsed, '-o', '--output') ??
    (names.has('--keyring') ? keyring(call, optionWord(call, parsed, '--keyring')) : undefined);
  const writes = target === undefined ? undefined : pathsOf(target, call.around);
  if (target !== undefined && writes === undefined) return unknownPath(call);
  if (writes?.some(({ path }) => isRepositoryFile(path)) === true) return repository(false, writes, call.name);
  if (writes !== undefined && names.has('--dearmor')) return fileWork(call, 'write', writes);
  const keys = call.around.home === undefined ? [file('/root/.gnupg')] : [tree(`${call.around.home}/.gnupg`)];
  if ([...names].some((name) => /^--(?:dearmor|verify|version|list-keys|fingerprint|show-keys)$/.test(name))) return nothing(call.name);
  return [...names].some((name) => /^--(?:recv-keys?|import|receive-keys|batch|keyserver)$/.test(name))
    ? fileWork(call, 'write', writes ?? keys)
    : undefined;
}

/** `--keyring NAME` without a slash lies in gpg's own folder. */
function keyring(call: Call, word: ShellWord | undefined): ShellWord | undefined {
  return word !== undefined && textOf(word, call.around).includes('/') ? word : undefined;
}
