/** Package managers of operating systems: apt, apk, yum and dnf, dpkg and rpm. */
import * as l10n from '@vscode/l10n';
import { type OptionSpec, type ParsedArguments, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, PackageArgument, PackageEcosystem } from '../effects.ts';
import { entry, type Call, type Classifier, type Family } from './call.ts';
import { fieldsOf, textOf } from './expansion.ts';
import { optionWord } from './options.ts';
import { nothing, outcome, tree, unknown } from './outcome.ts';
import { repository } from './os-repositories.ts';
import { absolutePath } from './written-paths.ts';

type Action = 'install' | 'install-unnamed' | 'remove' | 'maintain' | 'upgrade' | 'ask' | 'repository';

interface Manager {
  readonly ecosystem: PackageEcosystem;
  readonly withValue: readonly string[];
  readonly actions: Readonly<Record<string, Action>>;
  /** Options that point at another repository. */
  readonly foreign: readonly string[];
}

const apt: Manager = {
  ecosystem: 'debian',
  withValue: ['-o', '--option', '-t', '--target-release', '--default-release', '-c', '--config-file', '-a', '--host-architecture'],
  actions: {
    install: 'install',
    reinstall: 'install',
    'build-dep': 'install-unnamed',
    satisfy: 'install-unnamed',
    remove: 'remove',
    purge: 'remove',
    autoremove: 'maintain',
    'auto-remove': 'maintain',
    autopurge: 'maintain',
    autoclean: 'maintain',
    'auto-clean': 'maintain',
    clean: 'maintain',
    update: 'maintain',
    check: 'maintain',
    upgrade: 'upgrade',
    'dist-upgrade': 'upgrade',
    'full-upgrade': 'upgrade',
    'safe-upgrade': 'upgrade',
    list: 'ask',
    search: 'ask',
    show: 'ask',
    policy: 'ask',
    moo: 'ask',
  },
  foreign: ['-t', '--target-release', '--default-release'],
};

/** How apk reads its arguments (of `apk --help`, with every applet's options). */
export const apkOptions: OptionSpec = {
  withValue: [
    '-t',
    '--virtual',
    '-X',
    '--repository',
    '-p',
    '--root',
    '--cache-dir',
    '--keys-dir',
    '--repositories-file',
    '--arch',
    '--wait',
    '--cache-max-age',
    '--progress-fd',
    '--timeout',
  ],
};

const apk: Manager = {
  ecosystem: 'alpine',
  withValue: apkOptions.withValue,
  actions: {
    add: 'install',
    fix: 'maintain',
    del: 'remove',
    update: 'maintain',
    upgrade: 'upgrade',
    cache: 'maintain',
    info: 'ask',
    list: 'ask',
    search: 'ask',
    policy: 'ask',
    version: 'ask',
    stats: 'ask',
    audit: 'ask',
    verify: 'ask',
  },
  foreign: ['-X', '--repository', '--repositories-file'],
};

const dnf: Manager = {
  ecosystem: 'fedora',
  withValue: [
    '-c',
    '--config',
    '-x',
    '--exclude',
    '--setopt',
    '--releasever',
    '--installroot',
    '--enablerepo',
    '--disablerepo',
    '--repo',
    '--repofrompath',
    '-d',
    '-e',
    '--forcearch',
  ],
  actions: {
    install: 'install',
    localinstall: 'install',
    reinstall: 'install',
    groupinstall: 'install-unnamed',
    group: 'install-unnamed',
    builddep: 'install-unnamed',
    module: 'repository',
    'config-manager': 'repository',
    copr: 'repository',
    remove: 'remove',
    erase: 'remove',
    autoremove: 'maintain',
    clean: 'maintain',
    makecache: 'maintain',
    'check-update': 'maintain',
    mark: 'maintain',
    update: 'upgrade',
    upgrade: 'upgrade',
    'upgrade-minimal': 'upgrade',
    'distro-sync': 'upgrade',
    list: 'ask',
    info: 'ask',
    search: 'ask',
    repolist: 'ask',
    provides: 'ask',
    repoquery: 'ask',
  },
  foreign: ['--enablerepo', '--repo', '--repofrompath'],
};

export const packageFamily: Family = {
  'apt-get': managed(apt),
  apt: managed(apt),
  aptitude: managed(apt),
  apk: managed(apk),
  yum: managed(dnf),
  dnf: managed(dnf),
  microdnf: managed(dnf),
  dpkg,
  rpm,
  'apt-cache': () => nothing(),
  'apt-config': () => nothing(),
  'apt-mark': () => outcome({ kind: 'os-maintenance', upgrade: false }, { needsRoot: true }),
  'debconf-set-selections': () => outcome({ kind: 'os-maintenance', upgrade: false }, { needsRoot: true }),
  'dpkg-query': () => nothing(),
};

function managed(manager: Manager): Classifier {
  return (call) => {
    const parsed = parseOptions(call.args, { withValue: manager.withValue });
    const [subcommand, ...operands] = parsed.positionals;
    if (subcommand === undefined)
      return parsed.options.some(({ name }) => name === '--version' || name === '--help') ? nothing() : undefined;
    const action = subcommand.literal ? entry(manager.actions, subcommand.value) : undefined;
    switch (action) {
      case undefined:
        return unknown(l10n.t('what `{0} {1}` does is not known', call.name, subcommand.value));
      case 'ask':
        return nothing();
      case 'repository':
        return repository();
      case 'maintain':
      case 'upgrade':
        if (/^auto-?(?:remove|purge)$/.test(subcommand.value) && operands.length > 0) return removal(call, manager.ecosystem, operands);
        return outcome({ kind: 'os-maintenance', upgrade: action === 'upgrade' }, { needsRoot: true });
      case 'remove':
        return removal(call, manager.ecosystem, operands);
      default:
        return installation(call, manager, parsed, action === 'install' ? operands : [], action === 'install-unnamed');
    }
  };
}

function installation(
  call: Call,
  manager: Manager,
  parsed: ParsedArguments,
  operands: readonly ShellWord[],
  unnamed: boolean,
): EffectOfCommand {
  const { packages, complete } = packagesOf(call, operands);
  const virtual = optionWord(call, parsed, '--virtual', ...(manager.ecosystem === 'alpine' ? ['-t'] : []));
  const root = manager.ecosystem === 'alpine' ? optionWord(call, parsed, '-p', '--root') : undefined;
  const folder = root === undefined ? undefined : absolutePath(textOf(root, call.around), call.around);
  return outcome(
    {
      kind: 'os-install',
      ecosystem: manager.ecosystem,
      packages,
      virtual: virtual === undefined ? undefined : textOf(virtual, call.around),
      unknownPackages: unnamed || !complete || packages.length === 0,
      foreignRepository:
        parsed.options.some(({ name }) => manager.foreign.includes(name)) ||
        packages.some(({ text }) => isForeign(text, manager.ecosystem)),
    },
    { needsRoot: true, writes: folder === undefined ? [] : [tree(folder)] },
  );
}

/** Files, addresses, `name@edge` of a tagged repository, `name/bookworm-backports`. */
function isForeign(text: string, ecosystem: PackageEcosystem): boolean {
  if (/^(?:\.{0,2}\/|https?:)|\.(?:deb|rpm|apk)$/.test(text)) return true;
  return ecosystem === 'alpine' ? /.@/.test(text) : ecosystem === 'debian' && /.\//.test(text);
}

function removal(call: Call, ecosystem: PackageEcosystem, operands: readonly ShellWord[]): EffectOfCommand {
  return outcome({ kind: 'os-remove', ecosystem, packages: packagesOf(call, operands).packages }, { needsRoot: true });
}

/** The names that an installer is given. A variable that holds several gives several. */
export function packagesOf(
  call: Call,
  operands: readonly ShellWord[],
): { readonly packages: readonly PackageArgument[]; readonly complete: boolean } {
  let complete = true;
  const packages: PackageArgument[] = [];
  for (const word of operands) {
    const fields = fieldsOf(word, call.around);
    if (fields === undefined) complete = false;
    packages.push(...(fields?.map(({ text }) => ({ text, word })) ?? [{ text: word.value, word }]));
  }
  return { packages, complete };
}

function dpkg(call: Call): EffectOfCommand | undefined {
  const parsed = parseOptions(call.args, { withValue: ['--root', '--admindir'] });
  const has = (...names: readonly string[]): boolean => parsed.options.some(({ name }) => names.includes(name));
  if (has('-i', '--install', '--unpack')) return localInstall(call, 'debian', parsed.positionals);
  if (has('-r', '--remove', '-P', '--purge')) return removal(call, 'debian', parsed.positionals);
  if (has('--add-architecture', '--remove-architecture')) return repository();
  if (has('--configure')) return outcome({ kind: 'os-maintenance', upgrade: false }, { needsRoot: true });
  return has(
    '--print-architecture',
    '--print-foreign-architectures',
    '-l',
    '--list',
    '-L',
    '--listfiles',
    '-s',
    '--status',
    '-S',
    '--search',
    '-p',
    '--compare-versions',
    '--version',
    '--get-selections',
    '-c',
    '--contents',
  )
    ? nothing()
    : undefined;
}

function rpm(call: Call): EffectOfCommand | undefined {
  const parsed = parseOptions(call.args, { withValue: ['--root', '--dbpath', '--prefix'] });
  const has = (...names: readonly string[]): boolean => parsed.options.some(({ name }) => names.includes(name));
  if (has('--import')) return repository();
  if (has('-q', '--query', '-V', '--verify', '--version', '-E', '--eval')) return nothing();
  if (has('-e', '--erase')) return removal(call, 'fedora', parsed.positionals);
  return has('-i', '--install', '-U', '--upgrade', '-F', '--freshen') ? localInstall(call, 'fedora', parsed.positionals) : undefined;
}

function localInstall(call: Call, ecosystem: PackageEcosystem, operands: readonly ShellWord[]): EffectOfCommand {
  const { packages, complete } = packagesOf(call, operands);
  return outcome(
    {
      kind: 'os-install',
      ecosystem,
      packages,
      virtual: undefined,
      unknownPackages: !complete || packages.length === 0,
      foreignRepository: true,
    },
    { needsRoot: true },
  );
}
