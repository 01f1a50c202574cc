/** What `apk` can install for real in the stand-ins: programs of Debian with the libraries they need. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { FileSystem } from './file-system.ts';

interface Package {
  readonly name: string;
  readonly programs: Readonly<Record<string, string>>;
  /** Folders of data, with their path in the image. */
  readonly folders?: Readonly<Record<string, string>>;
}

/** Path in Debian → path in Wolfi (`tini.yaml`, `busybox.yaml`: everything lies in /usr/bin). */
const WOLFI: readonly Package[] = [
  { name: 'bash', programs: { '/bin/bash': '/usr/bin/bash' } },
  { name: 'busybox', programs: { '/bin/busybox': '/usr/bin/busybox' } },
  { name: 'curl', programs: { '/usr/bin/curl': '/usr/bin/curl' } },
  { name: 'jq', programs: { '/usr/bin/jq': '/usr/bin/jq' } },
  { name: 'tini', programs: { '/usr/bin/tini': '/usr/bin/tini' } },
  { name: 'tzdata', programs: {}, folders: { '/usr/share/zoneinfo': '/usr/share/zoneinfo' } },
];

const ALPINE: readonly Package[] = [
  { name: 'bash', programs: { '/bin/bash': '/bin/bash' } },
  { name: 'curl', programs: { '/usr/bin/curl': '/usr/bin/curl' } },
  { name: 'dumb-init', programs: { '/usr/bin/dumb-init': '/usr/bin/dumb-init' } },
  { name: 'jq', programs: { '/usr/bin/jq': '/usr/bin/jq' } },
  { name: 'tini', programs: { '/usr/bin/tini': '/sbin/tini' } },
  { name: 'tzdata', programs: {}, folders: { '/usr/share/zoneinfo': '/usr/share/zoneinfo' } },
];

const HOME = '/usr/share/apk-stand-in';
const data = (name: string): URL => new URL(`../../../server/data/${name}`, import.meta.url);
const program = (name: string): string => readFileSync(new URL(`programs/${name}`, import.meta.url), 'utf8');

/**
 * Puts `apk` into an image, with the names of its distribution and the packages that it carries.
 * @param libraries where the libraries of a program go; those that the image holds already are left out
 */
export async function addApk(
  image: FileSystem,
  { kind, debian, libraries }: { kind: 'wolfi' | 'alpine'; debian: string; libraries: (library: string) => string },
): Promise<void> {
  const [packages, names] = kind === 'wolfi' ? [WOLFI, wolfiNames()] : [ALPINE, alpineNames()];
  for (const { name, programs, folders = {} } of packages) {
    const files = new FileSystem(image.at(`${HOME}/packages/${name}`));
    for (const [from, to] of Object.entries(programs)) await files.copyProgram(debian, from, to, libraries);
    for (const [from, to] of Object.entries(folders)) await files.copyTree(`${debian}${from}`, to);
  }
  mkdirSync(image.at(HOME), { recursive: true });
  writeFileSync(image.at(`${HOME}/settings.json`), JSON.stringify({ names }));
  image.write(kind === 'wolfi' ? '/usr/bin/apk' : '/sbin/apk', program('apk.mjs'), { mode: 0o755 });
}

/** `adduser` and `addgroup`, which Debian's busybox lacks. */
export function addAccountPrograms(image: FileSystem, folder: string): void {
  for (const name of ['adduser', 'addgroup']) image.write(`${folder}/${name}`, program('accounts.mjs'), { mode: 0o755 });
}

export function addDockerEntrypoint(image: FileSystem): void {
  image.write('/usr/local/bin/docker-entrypoint.sh', program('docker-entrypoint.sh'), { mode: 0o755 });
}

/** Applets that a distribution's busybox has, from `busybox-tools.json`. */
export function appletsOf(kind: 'wolfi' | 'alpine'): readonly string[] {
  return (JSON.parse(readFileSync(data('busybox-tools.json'), 'utf8')) as Readonly<Record<typeof kind, readonly string[]>>)[kind];
}

function wolfiNames(): string[] {
  const { packages, virtual } = JSON.parse(readFileSync(data('wolfi-packages.json'), 'utf8')) as Readonly<
    Record<'packages' | 'virtual', readonly string[]>
  >;
  return [...packages, ...virtual].map((line) => line.split(' ')[0] ?? line);
}

function alpineNames(): string[] {
  const { alpine } = JSON.parse(readFileSync(data('package-map.json'), 'utf8')) as { readonly alpine: object };
  return [...Object.keys(alpine), ...ALPINE.map(({ name }) => name)];
}
