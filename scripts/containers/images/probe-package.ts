/** The package `ffmpeg`: a small ffprobe that needs a library in a folder of its own, which only a table made by ldconfig leads to. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from '../engine/command.ts';
import type { Debian } from './debian.ts';
import type { FileSystem } from './file-system.ts';
import type { PackageKind } from './packages.ts';

const OWN_FOLDER = '/usr/lib/ffmpeg-stand-in';
const sources = fileURLToPath(new URL('programs', import.meta.url));

/** Compiles it with Debian's gcc: it runs where glibc does. */
export async function addProbe(image: FileSystem, { programs }: Debian, kind: PackageKind): Promise<void> {
  // musl knows no such table.
  const place = kind === 'wolfi' ? OWN_FOLDER : '/usr/lib';
  const inside = `/tmp/${process.pid}`;
  const folder = join(programs, inside);
  mkdirSync(folder, { recursive: true });
  for (const name of ['ffprobe.c', 'avformat.c']) cpSync(join(sources, name), join(folder, name));
  const gcc = (args: readonly string[]): Promise<string> => must('chroot', [programs, 'gcc', '-O2', ...args]);
  const library = `${inside}/libavformat.so.62`;
  await gcc(['-shared', '-fPIC', '-Wl,-soname,libavformat.so.62', '-o', library, `${inside}/avformat.c`]);
  await gcc(['-o', `${inside}/ffprobe`, `${inside}/ffprobe.c`, library]);
  for (const path of ['/usr/bin', place]) image.makeFolder(path);
  cpSync(join(programs, library), image.at(`${place}/libavformat.so.62`));
  cpSync(join(folder, 'ffprobe'), image.at('/usr/bin/ffprobe'));
  rmSync(folder, { recursive: true });
  if (kind === 'wolfi') image.write('/etc/ld.so.conf', `${OWN_FOLDER}\n`);
}
