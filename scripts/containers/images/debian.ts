/** Debian file systems: one for the official images, and one with the programs that go into the others. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, run } from '../engine/command.ts';
import type { RegistryAccess } from './registry-access.ts';

export interface Debian {
  /** tar of what `node:N-slim` builds on. */
  readonly slim: string;
  /** tar with tools that `node:N` has beside. */
  readonly full: string;
  /** Folder of a file system with all programs and libraries that the stand-ins take. */
  readonly programs: string;
  /** tar of what Debian's `python3` adds to that, everything below /usr. */
  readonly python: string;
  /** The same of gcc, g++ and make. */
  readonly compilers: string;
}

const SLIM = ['ca-certificates', 'libatomic1', 'libstdc++6'];
const FULL = ['curl', 'git', 'procps', 'wget'];
/** What an image does not carry. */
const LEFT = [
  'dev/*',
  'proc/*',
  'sys/*',
  'tmp/*',
  'usr/sbin/policy-rc.d',
  'var/cache/apt/*',
  'var/lib/apt/lists/*',
  'usr/share/doc/*',
  'usr/share/man/*',
];
const LEFT_ARGUMENTS = LEFT.map((path) => `--exclude=./${path}`);
const PROGRAMS = ['busybox-static', 'dumb-init', 'jq', 'nginx-light', 'tini', 'tzdata'];
const PYTHON = ['python3'];
const COMPILERS = ['g++', 'gcc', 'libc6-dev', 'make'];

/** What is kept from one run to the next, as archives of these names. */
const KEPT = ['slim', 'full', 'programs', 'python', 'compilers'] as const;

/**
 * Made once per machine with mmdebstrap (about half a minute), then kept with the caches of node_modules.
 * The suite and the mirror are those of the machine's own apt.
 * @param scratch where it is put together, so that an interrupted run leaves nothing in the cache
 */
export async function debianFiles(access: RegistryAccess, scratch: string): Promise<Debian> {
  const { mirrors, suite } = await machineSuite();
  const key = createHash('sha256')
    .update(JSON.stringify([KEPT, suite, SLIM, FULL, PROGRAMS, PYTHON, COMPILERS]))
    .digest('hex');
  const cache = fileURLToPath(new URL(`../../../node_modules/.cache/containers/${suite}-${key.slice(0, 12)}`, import.meta.url));
  const unfinished = join(scratch, 'debian');
  mkdirSync(unfinished);
  const programs = join(unfinished, 'programs');
  const archives = existsSync(cache) ? cache : unfinished;
  const archive = (name: (typeof KEPT)[number]): string => join(archives, `${name}.tar`);
  if (archives === cache) await unpack(archive('programs'), programs);
  else {
    await bootstrap(access, unfinished, { mirrors, suite });
    await keep(unfinished, cache);
  }
  return { slim: archive('slim'), full: archive('full'), programs, python: archive('python'), compilers: archive('compilers') };
}

async function unpack(archive: string, folder: string): Promise<void> {
  mkdirSync(folder);
  await must('tar', ['-C', folder, '--numeric-owner', '-xpf', archive]);
}

/** Another run may be faster, and one that is interrupted here leaves nothing that looks whole. */
async function keep(folder: string, cache: string): Promise<void> {
  mkdirSync(dirname(cache), { recursive: true });
  const partial = mkdtempSync(`${cache}.partial-`);
  await must('cp', [...KEPT.map((name) => join(folder, `${name}.tar`)), partial]);
  const { code, stderr } = await run('mv', ['--no-target-directory', partial, cache]);
  if (code === 0) return;
  rmSync(partial, { recursive: true });
  if (!existsSync(cache)) throw new Error(stderr);
}

interface Suite {
  readonly mirrors: readonly string[];
  readonly suite: string;
}

/** Makes `programs` and all archives in a folder. */
async function bootstrap(access: RegistryAccess, unfinished: string, { mirrors, suite }: Suite): Promise<void> {
  const left = LEFT_ARGUMENTS.map((argument) => `'${argument}'`).join(' ');
  const snapshot = (name: string): string => `tar -C "$1" --numeric-owner ${left} -cf '${join(unfinished, name)}' .`;
  const add = (packages: readonly string[]): string =>
    `chroot "$1" env DEBIAN_FRONTEND=noninteractive apt-get --yes install --no-install-recommends ${packages.join(' ')} >&2`;
  // The braces are dpkg's.
  const format = ['$', '{Package}\\n'].join('');
  const list = (name: string): string => `chroot "$1" dpkg-query --show --showformat '${format}' > '${join(unfinished, name)}'`;
  const tars = [snapshot('slim.tar'), add(FULL), snapshot('full.tar'), add(PROGRAMS)];
  const hooks = [...tars, list('base'), add(PYTHON), list('python'), add(COMPILERS), list('compilers')];
  // Nobody needs these files to survive a power failure.
  const args = ['--quiet', '--variant=minbase', '--dpkgopt=force-unsafe-io', `--include=${SLIM.join(',')}`, '--components=main'];
  const request = [
    ...args,
    ...access.apt.map((line) => `--aptopt=${line.replace(/;$/, '')}`),
    ...hooks.map((hook) => `--customize-hook=${hook}`),
    suite,
    join(unfinished, 'programs'),
    ...mirrors,
  ];
  // Half a minute on an idle machine; the mirror or the machine may be slow.
  await must('mmdebstrap', request, { limitSeconds: 1200 });
  await packNew(unfinished, 'python', 'base');
  await packNew(unfinished, 'compilers', 'python');
  // Its devices go along: programs run in there.
  const caches = ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc'].map((path) => `--exclude=./${path}/*`);
  await must('tar', ['-C', join(unfinished, 'programs'), '--numeric-owner', ...caches, '-cf', join(unfinished, 'programs.tar'), '.']);
}

/** Packs the files below /usr of the packages that one list has and the other lacks: `NAME.tar` in the same folder. */
async function packNew(folder: string, name: string, before: string): Promise<void> {
  const read = (list: string): string[] => readFileSync(join(folder, list), 'utf8').split('\n').filter(Boolean);
  const old = new Set(read(before));
  const programs = join(folder, 'programs');
  const files = await must('chroot', [programs, 'dpkg-query', '--listfiles', ...read(name).filter((one) => !old.has(one))]);
  const paths = [
    ...new Set(
      files
        .split('\n')
        .filter(Boolean)
        .map((path) => path.replace(/^\/(bin|lib|lib64|sbin)\//, '/usr/$1/')),
    ),
  ];
  const wanted = paths.filter(
    (path) =>
      path.startsWith('/usr/') && !/^\/usr\/share\/(doc|info|lintian|locale|man)\//.test(path) && isFileOrLink(join(programs, path)),
  );
  writeFileSync(join(folder, `${name}.files`), wanted.map((path) => `.${path}\n`).join(''));
  await must('tar', ['-C', programs, '--numeric-owner', '-cf', join(folder, `${name}.tar`), '-T', join(folder, `${name}.files`)]);
}

/** Debian leaves some files out of an image without documentation. */
function isFileOrLink(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status !== undefined && !status.isDirectory();
}

/** Without a mirror, mmdebstrap knows one. */
async function machineSuite(): Promise<Suite> {
  const format = '$(REPO_URI) $(CODENAME) $(COMPONENT) $(LABEL)';
  const lines = (await must('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])).split('\n');
  const main = lines
    .map((line) => line.split(' '))
    .filter(([, suite, component, label]) => component === 'main' && label === 'Debian' && !suite?.includes('-'));
  const [mirror, suite] = main[0] ?? [];
  return { mirrors: mirror === undefined ? [] : [mirror], suite: suite ?? 'bookworm' };
}

/** Absolute paths of the shared libraries, with the loader, that a program below `folder` needs. */
export async function librariesOf(folder: string, program: string): Promise<string[]> {
  const { stdout } = await run('chroot', [folder, 'ldd', program]);
  return [...new Set(stdout.match(/\/[^ ]+(?= \(0x)/g) ?? [])];
}
