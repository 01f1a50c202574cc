/** Debian's compilers and Python in other layouts: they keep their own paths below /usr. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../engine/command.ts';
import { type Debian, librariesOf } from './debian.ts';
import type { FileSystem } from './file-system.ts';

/** gcc, g++ and make, with the headers and libraries that they link with. */
export async function addCompilers(image: FileSystem, debian: Debian): Promise<void> {
  await must('tar', ['-C', image.folder, '-xf', debian.compilers]);
  for (const [name, target] of Object.entries({ cc: 'gcc', 'c++': 'g++' })) image.link(`/usr/bin/${name}`, target);
  const gcc = readdirSync(image.at('/usr/lib/gcc')).map((triple) => `/usr/lib/gcc/${triple}`);
  const folders = gcc.flatMap((folder) => readdirSync(image.at(folder)).map((version) => `${folder}/${version}`));
  const programs = ['/usr/bin/as', '/usr/bin/ld', '/usr/bin/make', ...folders.map((folder) => `${folder}/cc1plus`)];
  await addLibraries(image, debian, programs);
  // What programs are linked with: the scripts of the linker name it by a path that other layouts do not have.
  await addLibraries(image, debian, [], ['libc.so.6', 'libm.so.6', 'libmvec.so.1', 'libstdc++.so.6', 'libgcc_s.so.1']);
  for (const script of ['libc.so', 'libm.so']) {
    const path = join('/usr/lib', multiarch(debian), script);
    image.write(path, readFileSync(image.at(path), 'utf8').replaceAll(/\/(usr\/)?lib\/[^ /]+\//g, `/usr/lib/${multiarch(debian)}/`));
  }
}

/** What node-gyp calls. */
export async function addPython(image: FileSystem, debian: Debian): Promise<void> {
  await must('tar', ['-C', image.folder, '-xf', debian.python]);
  await addLibraries(image, debian, ['/usr/bin/python3']);
}

/** Debian's loader, which is everywhere, looks for libraries in this folder of its own before it looks in /usr/lib. */
async function addLibraries(image: FileSystem, debian: Debian, programs: readonly string[], more: readonly string[] = []): Promise<void> {
  const folder = `/usr/lib/${multiarch(debian)}`;
  const needed = (await Promise.all(programs.map((program) => librariesOf(debian.programs, program)))).flat();
  const names = new Set([...needed.map((library) => library.replace(/^.*\//, '')), ...more].filter((name) => !name.startsWith('ld-')));
  for (const name of names) {
    if (!existsSync(join(debian.programs, folder, name)) || existsSync(image.at(`${folder}/${name}`))) continue;
    await must('cp', ['--dereference', join(debian.programs, folder, name), image.at(`${folder}/${name}`)]);
  }
}

function multiarch({ programs }: Debian): string {
  return readdirSync(join(programs, 'usr/lib/gcc'))[0] ?? '';
}
