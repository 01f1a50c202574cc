/** The file system of an image while it is put together in a folder. */
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { must } from '../engine/command.ts';
import type { Engine } from '../engine/engine.ts';
import { librariesOf } from './debian.ts';

export interface Owner {
  readonly uid?: number;
  readonly mode?: number;
}

export interface ImageSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly user?: string;
  readonly workdir?: string;
  readonly stopSignal?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export class FileSystem {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Path on this machine of a path in the image; symbolic links of the image's folders are followed inside the image. */
  at(path: string): string {
    let place = this.folder;
    for (const part of dirname(path).split('/').filter(Boolean)) {
      place = join(place, part);
      if (existsSync(place) && lstatSync(place).isSymbolicLink()) place = realpathSync(place);
    }
    return join(place, basename(path));
  }

  makeFolder(path: string, { uid = 0, mode = 0o755 }: Owner = {}): void {
    mkdirSync(this.at(path), { recursive: true });
    chmodSync(this.at(path), mode);
    chownSync(this.at(path), uid, uid);
  }

  write(path: string, text: string, { uid = 0, mode = 0o644 }: Owner = {}): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
    chmodSync(this.at(path), mode);
    chownSync(this.at(path), uid, uid);
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    rmSync(this.at(path), { force: true });
    symlinkSync(target, this.at(path));
  }

  /** A folder of this machine, as root's; its relative links stay as they are. */
  async copyTree(source: string, path: string): Promise<void> {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    await must('cp', ['-a', source, this.at(path)]);
    await must('chown', ['-hR', '0:0', this.at(path)]);
  }

  /**
   * A program of a Debian file system with the libraries it needs.
   * @param libraries where a library goes, by its Debian path
   */
  async copyProgram(debian: string, program: string, path: string, libraries: (library: string) => string): Promise<void> {
    copyExecutable(join(debian, program), this.at(path));
    for (const library of await librariesOf(debian, program)) {
      const place = this.at(libraries(library));
      if (!existsSync(place)) copyExecutable(insideOf(debian, library), place);
    }
  }

  /** The rest of glibc, which node does not need and compiled modules may. */
  async copyGlibc(debian: string, program: string, libraries: (library: string) => string): Promise<void> {
    const libc = (await librariesOf(debian, program)).find((library) => basename(library) === 'libc.so.6');
    if (libc === undefined) throw new Error(`${program} is not linked with glibc`);
    for (const name of ['libanl.so.1', 'libresolv.so.2', 'librt.so.1', 'libutil.so.1']) {
      const library = join(dirname(libc), name);
      if (existsSync(insideOf(debian, library))) copyExecutable(insideOf(debian, library), this.at(libraries(library)));
    }
  }

  /** Makes it an image of the engine, in one layer. */
  async importInto(engine: Engine, name: string, settings: ImageSettings): Promise<void> {
    const archive = `${this.folder}.tar`;
    await must('tar', ['-C', this.folder, '--numeric-owner', '-cf', archive, '.']);
    await engine.must(['import', ...changes(settings), archive, name]);
    rmSync(archive);
    // `docker import` knows no STOPSIGNAL.
    const { stopSignal } = settings;
    if (stopSignal === undefined) return;
    const context = `${this.folder}-context`;
    const file = join(context, 'Dockerfile');
    mkdirSync(context);
    writeFileSync(file, `FROM ${name}\nSTOPSIGNAL ${stopSignal}\n`);
    const { code, stderr } = await engine.build({ context, file, tag: name });
    if (code !== 0) throw new Error(stderr);
  }
}

/** Libraries beside each other in /usr/lib, as Wolfi has them; its /lib and /lib64 are links to there. */
export const inUsrLib = (library: string): string => `/usr/lib/${basename(library)}`;

/** Libraries in /lib; the loader where glibc's programs look for it. */
export const inLib = (library: string): string => (library.startsWith('/lib64/') ? library : `/lib/${basename(library)}`);

function copyExecutable(source: string, destination: string): void {
  mkdirSync(dirname(destination), { recursive: true });
  cpSync(realpathSync(source), destination);
  chmodSync(destination, 0o755);
}

/** Absolute links of a file system below a folder would lead out of it. */
function insideOf(folder: string, path: string): string {
  const resolved = realpathSync(join(folder, path));
  return resolved.startsWith(folder) ? resolved : join(folder, resolved);
}

function changes(settings: ImageSettings): string[] {
  const { env, entrypoint, command, user, workdir, labels = {} } = settings;
  const lines = [
    ...Object.entries(env).map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`),
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
    ...(user === undefined ? [] : [`USER ${user}`]),
    ...(workdir === undefined ? [] : [`WORKDIR ${workdir}`]),
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
    `CMD ${JSON.stringify(command)}`,
  ];
  return lines.flatMap((line) => ['--change', line]);
}
