/** Node and its package managers as the npm registry carries them: the binaries come from `node-linux-ARCH`. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from '../engine/command.ts';

export interface NodePackage {
  readonly name: string;
  readonly range: string;
}

export interface NodePackages {
  /**
   * Path of the binary of a major version, inside of `debian`.
   * @param debian file system that receives the binary, so that the libraries it needs can be looked up in it
   */
  node(major: number, debian: string): Promise<string>;
  /** Folder of a package, for example `npm` of range `12`. */
  tool(name: string, range: string): Promise<string>;
}

/**
 * @param scratch where the packages are unpacked
 * @param say receives a line when the registry lacks what was asked for and the newest is taken instead
 */
export function nodePackages(scratch: string, say: (line: string) => void): NodePackages {
  const folders = new Map<string, Promise<string>>();
  const binaries = new Map<number, Promise<string>>();
  const tool = (name: string, range: string): Promise<string> => {
    const key = `${name}@${range}`;
    const known = folders.get(key) ?? fetchPackage(scratch, name, range, say);
    folders.set(key, known);
    return known;
  };
  return {
    tool,
    node(major, debian) {
      const known = binaries.get(major) ?? placeBinary(tool(`node-linux-${process.arch}`, String(major)), major, debian);
      binaries.set(major, known);
      return known;
    },
  };
}

async function placeBinary(fetched: Promise<string>, major: number, debian: string): Promise<string> {
  const inside = join(debian, 'opt', `node-${major}`);
  mkdirSync(inside, { recursive: true });
  cpSync(join(await fetched, 'bin/node'), join(inside, 'node'));
  return `/opt/node-${major}/node`;
}

async function fetchPackage(scratch: string, name: string, range: string, say: (line: string) => void): Promise<string> {
  const folder = join(scratch, 'packages', `${name}-${range}`);
  mkdirSync(folder, { recursive: true });
  const install = (wanted: string): readonly string[] => {
    const flags = ['--prefix', folder, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--prefer-offline', '--force'];
    return ['install', ...flags, '--loglevel=error', `${name}@${wanted}`];
  };
  const { code } = await run('npm', install(range));
  if (code !== 0) {
    say(`${name}@${range} cannot be had; the newest is used instead`);
    await must('npm', install('latest'));
  }
  const place = join(folder, 'node_modules', name);
  // Thousands of headers of Node's that no addon here asks for.
  await must('rm', ['-rf', join(place, 'include/node/openssl/archs')]);
  return place;
}

/** What `package.json` of an unpacked package says. */
export function packageVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}
