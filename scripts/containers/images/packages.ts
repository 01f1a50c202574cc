/** What `apk` can install for real: programs of Debian with the libraries they need, a compiler, and a program that was written for this. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../engine/command.ts';
import type { Debian } from './debian.ts';
import { FileSystem, inLib, inUsrLib } from './file-system.ts';
import { addProbe } from './probe-package.ts';
import { addCompilers, addPython } from './toolchain.ts';

export type PackageKind = 'wolfi' | 'alpine';

interface Package {
  readonly name: string;
  readonly programs?: Readonly<Record<string, string>>;
  /** Folders of data, with their path in the image. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly add?: (image: FileSystem, debian: Debian, kind: PackageKind) => Promise<void>;
}

/** Path in Debian → path in Wolfi (`tini.yaml`, `busybox.yaml`: everything lies in /usr/bin). */
const WOLFI: readonly Package[] = [
  { name: 'bash', programs: { '/bin/bash': '/usr/bin/bash' } },
  { name: 'busybox', programs: { '/bin/busybox': '/usr/bin/busybox' } },
  { name: 'curl', programs: { '/usr/bin/curl': '/usr/bin/curl' } },
  { name: 'ffmpeg', add: addProbe },
  { name: 'jq', programs: { '/usr/bin/jq': '/usr/bin/jq' } },
  { name: 'python3', add: addPython },
  { name: 'tini', programs: { '/usr/bin/tini': '/usr/bin/tini' } },
  { name: 'tzdata', folders: { '/usr/share/zoneinfo': '/usr/share/zoneinfo' } },
];

const ALPINE: readonly Package[] = [
  { name: 'bash', programs: { '/bin/bash': '/bin/bash' } },
  { name: 'curl', programs: { '/usr/bin/curl': '/usr/bin/curl' } },
  { name: 'dumb-init', programs: { '/usr/bin/dumb-init': '/usr/bin/dumb-init' } },
  { name: 'ffmpeg', add: addProbe },
  { name: 'g++', add: addCompilers },
  { name: 'jq', programs: { '/usr/bin/jq': '/usr/bin/jq' } },
  { name: 'python3', add: addPython },
  { name: 'tini', programs: { '/usr/bin/tini': '/sbin/tini' } },
  { name: 'tzdata', folders: { '/usr/share/zoneinfo': '/usr/share/zoneinfo' } },
];

const HOME = '/usr/share/apk-stand-in';
const data = (name: string): URL => new URL(`../../../server/data/${name}`, import.meta.url);
const program = (name: string): string => readFileSync(new URL(`programs/${name}`, import.meta.url), 'utf8');

/**
 * Packs the packages that some Dockerfile names: `KIND/NAME.tar` below `folder`. Busybox goes everywhere: conversions ask for it, too.
 * @param dockerfiles texts
 */
export async function packPackages(folder: string, debian: Debian, dockerfiles: readonly string[]): Promise<void> {
  const words = new Set(dockerfiles.flatMap((text) => text.split(/[\s;&|]+/)));
  const all = [...WOLFI.map((one) => ({ kind: 'wolfi' as const, ...one })), ...ALPINE.map((one) => ({ kind: 'alpine' as const, ...one }))];
  for (const { kind, name, programs = {}, folders = {}, add } of all) {
    // Large ones are packed for those who need them.
    if (add !== undefined && !words.has(name)) continue;
    const files = new FileSystem(join(folder, kind, name));
    for (const [from, to] of Object.entries(programs))
      await files.copyProgram(debian.programs, from, to, kind === 'wolfi' ? inUsrLib : inLib);
    for (const [from, to] of Object.entries(folders)) await files.copyTree(`${debian.programs}${from}`, to);
    await add?.(files, debian, kind);
    await packFiles(files.folder);
  }
}

/** Folders are left out of the archive: those of the image keep their owners and modes. */
async function packFiles(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const list = `${folder}.files`;
  writeFileSync(list, names.map((entry) => `${join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1)}\n`).join(''));
  await must('tar', ['-C', folder, '--owner=0', '--group=0', '-cf', `${folder}.tar`, '-T', list]);
  rmSync(folder, { recursive: true });
  rmSync(list);
}

/**
 * Puts `apk` into an image, with the names of its distribution.
 * @param address where the packages are served
 */
export function addApk(image: FileSystem, kind: PackageKind, address: string): void {
  const names = kind === 'wolfi' ? wolfiNames() : alpineNames();
  mkdirSync(image.at(HOME), { recursive: true });
  writeFileSync(image.at(`${HOME}/settings.json`), JSON.stringify({ names, address: `${address}/${kind}` }));
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
export function appletsOf(kind: PackageKind): readonly string[] {
  return (JSON.parse(readFileSync(data('busybox-tools.json'), 'utf8')) as Readonly<Record<PackageKind, readonly string[]>>)[kind];
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
