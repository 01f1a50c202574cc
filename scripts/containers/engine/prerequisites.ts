/** What a run needs from the machine, and how to get it. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './command.ts';

/** Program → Debian package that brings it. */
const NEEDED = { dockerd: 'docker.io', docker: 'docker.io', mmdebstrap: 'mmdebstrap', nsenter: 'util-linux', tar: 'tar' } as const;

export type Readiness = { readonly isReady: true } | { readonly isReady: false; readonly reason: string };

/**
 * On Debian as root installs what is missing, saying so; elsewhere tells what is missing and how to get it.
 * @param say receives one line per thing done
 */
export async function prepareMachine(say: (line: string) => void): Promise<Readiness> {
  if (process.platform !== 'linux') return no('containers are tried on Linux only; in a Linux virtual machine: npm run test:containers');
  if (process.getuid?.() !== 0) return no('a private container engine has to be started as root: sudo npm run test:containers');
  const missing = Object.entries(NEEDED).filter(([program]) => findProgram(program) === undefined);
  if (missing.length === 0) return { isReady: true };
  const names = missing.map(([program]) => program).join(', ');
  const install = ['install', '--yes', '--no-install-recommends', ...new Set(missing.map(([, name]) => name))];
  const advice = `apt-get update && apt-get ${install.join(' ')}`;
  if (!existsSync('/etc/debian_version')) return no(`missing: ${names}; on Debian: ${advice}`);
  say(`missing: ${names}; installing with: ${advice}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  const { code, stderr } = await run('apt-get', install, { env, limitSeconds: 600 });
  if (code !== 0) return no(`could not install ${names} (${stderr.trim().split('\n').at(-1) ?? ''}): ${advice}`);
  return { isReady: true };
}

/** Debian's own program comes before others of that name: it belongs to the daemon that is started. */
export function findProgram(name: string): string | undefined {
  const folders = ['/usr/bin', '/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean)];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function no(reason: string): Readiness {
  return { isReady: false, reason };
}
