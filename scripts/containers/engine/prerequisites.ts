/** What a run needs from the machine, and how to get it. */
import { existsSync } from 'node:fs';
import { run } from './command.ts';
import { findProgram } from './find-program.ts';

/** What the harness itself calls, whatever the engine: program → Debian package that brings it. */
export const HARNESS_PROGRAMS = {
  mmdebstrap: 'mmdebstrap',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  tar: 'tar',
  unshare: 'util-linux',
} as const;

export interface Machine {
  readonly platform: string;
  readonly isRoot: boolean;
  readonly isDebian: boolean;
  readonly find: (program: string) => string | undefined;
  /** Makes namespaces as a container needs them. @returns undefined, or why that is not allowed */
  readonly isolate: () => Promise<string | undefined>;
  /** Installs Debian packages. @returns undefined, or why it failed */
  readonly install: (packages: readonly string[]) => Promise<string | undefined>;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    isDebian: existsSync('/etc/debian_version'),
    find: findProgram,
    isolate,
    install: installOnDebian,
  };
}

/** Why containers cannot be tried on this machine at all; undefined when they can. */
export function whyNotHere({ platform, isRoot }: Machine): string | undefined {
  if (platform !== 'linux') return 'containers are tried on Linux only; in a Linux virtual machine: npm run test:containers';
  if (!isRoot) return 'a private container engine has to be started as root: sudo npm run test:containers';
  return undefined;
}

/** Root of a container without privileges may start an engine, and then no container. */
export async function whyNoRights({ isolate: tryOut }: Machine): Promise<string | undefined> {
  const failure = await tryOut();
  return failure === undefined
    ? undefined
    : `root may not make namespaces here, so no engine can run containers (${failure}); inside of a container: docker run --privileged …`;
}

async function isolate(): Promise<string | undefined> {
  const { code, stderr } = await run('unshare', ['--mount', '--pid', '--net', '--ipc', '--fork', 'true'], { limitSeconds: 20 });
  return code === 0 ? undefined : stderr.trim();
}

/**
 * On Debian installs what is missing, saying so; elsewhere tells what is missing and how to get it.
 * @param needed program → Debian package
 * @param say receives one line per thing done
 * @returns undefined when all is there, or what is missing
 */
export async function whatIsMissing(
  machine: Machine,
  needed: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<string | undefined> {
  const missing = Object.entries(needed).filter(([program]) => machine.find(program) === undefined);
  if (missing.length === 0) return undefined;
  const names = missing.map(([program]) => program).join(', ');
  const packages = [...new Set(missing.map(([, name]) => name))];
  const advice = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
  if (!machine.isDebian) return `missing: ${names}; on Debian: ${advice}`;
  say(`missing: ${names}; installing with: ${advice}`);
  const failure = await machine.install(packages);
  return failure === undefined ? undefined : `could not install ${names} (${failure}): ${advice}`;
}

/** Another apt may be at work: it is waited for. */
async function installOnDebian(packages: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...patience, 'update'], { env });
  const args = [...patience, 'install', '--yes', '--no-install-recommends', ...packages];
  const { code, stderr } = await run('apt-get', args, { env, limitSeconds: 900 });
  return code === 0 ? undefined : (stderr.trim().split('\n').at(-1) ?? '');
}
