/** Node and its package managers as the npm registry carries them: the binaries come from `node-linux-ARCH`. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from '../engine/command.ts';

export interface NodePackages {
  /** Path of the binary of a major version. */
  node(major: number): Promise<string>;
  /** Folder of a package, for example `npm` of range `12`. */
  tool(name: string, range: string): Promise<string>;
}

/**
 * @param scratch where the packages are unpacked
 * @param debian file system that receives the binaries, so that the libraries they need can be looked up in it
 * @param say receives a line when the registry lacks what was asked for and the newest is taken instead
 */
export function nodePackages(scratch: string, debian: string, say: (line: string) => void): NodePackages {
  const folders = new Map<string, Promise<string>>();
  const tool = (name: string, range: string): Promise<string> => {
    const key = `${name}@${range}`;
    const known = folders.get(key) ?? fetchPackage(scratch, name, range, say);
    folders.set(key, known);
    return known;
  };
  return {
    tool,
    async node(major) {
      const folder = await tool(`node-linux-${process.arch}`, String(major));
      const inside = join(debian, 'opt', `node-${major}`);
      if (!existsSync(inside)) mkdirSync(inside, { recursive: true });
      cpSync(join(folder, 'bin/node'), join(inside, 'node'));
      return `/opt/node-${major}/node`;
    },
  };
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
  return join(folder, 'node_modules', name);
}

/** What `package.json` of an unpacked package says. */
export function packageVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}
