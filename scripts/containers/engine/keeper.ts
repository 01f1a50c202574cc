/**
 * Keeps an engine as long as somebody holds the other end of standard input, then takes everything away: containers, daemon, builds, mounts, data.
 * So nothing is left behind, however the tests end. Argument: a `KeeperPlan` as JSON. Prints `up` when the engine answers, otherwise why it does not.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { giveDisk } from './disk.ts';
import { endStrays, mountsBelow } from './leftovers.ts';

export interface KeeperPlan {
  /** Everything of the engine lies below it, and nothing else. */
  readonly folder: string;
  /** Below it: gets a file system of its own where that can be. */
  readonly place: string;
  /** Made there before the engine starts. */
  readonly folders: readonly string[];
  readonly client: readonly string[];
  readonly daemon: readonly string[] | undefined;
}

const { folder, place, folders, client, daemon: daemonCommand } = JSON.parse(process.argv[2] ?? '{}') as KeeperPlan;
const [program = '', ...first] = client;
const logFile = join(folder, 'engine.log');
mkdirSync(place);
giveDisk(`${place}.img`, place);
for (const path of folders) mkdirSync(path);
const daemon = daemonCommand === undefined ? undefined : startDaemon(daemonCommand);
const ended = new Promise<void>((resolve) => {
  daemon?.on('exit', () => resolve());
  daemon?.on('error', (error) => {
    appendFileSync(logFile, `${error.message}\n`);
    resolve();
  });
});

const state = { isEnding: false };
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
process.stdin.on('end', () => void end());
process.stdin.on('error', () => void end());
process.stdin.resume();
void announce();

/** Should this process be killed, the kernel tells the daemon to end. */
function startDaemon(command: readonly string[]): ChildProcess {
  const log = openSync(logFile, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

async function announce(): Promise<void> {
  for (let attempt = 0; attempt < 150 && !state.isEnding; attempt++) {
    const { status, stderr } = ask(['ps', '--quiet']);
    if (status === 0) {
      process.stdout.write('up\n');
      return;
    }
    if (daemon === undefined) appendFileSync(logFile, stderr);
    if (daemon === undefined || daemon.exitCode !== null) break;
    await wait(200);
  }
  if (!state.isEnding) process.stdout.write(`it did not come up: ${lastLines(logFile)}\n`);
  await end();
}

async function end(): Promise<void> {
  if (state.isEnding) return;
  state.isEnding = true;
  const ids = ask(['ps', '--all', '--quiet']).stdout.split('\n').filter(Boolean);
  if (ids.length > 0) {
    ask(['kill', ...ids]);
    ask(['rm', '--force', ...ids]);
  }
  if (daemon !== undefined) {
    daemon.kill('SIGTERM');
    await Promise.race([ended, wait(20_000)]);
    if (daemon.pid !== undefined && daemon.exitCode === null) killGroup(daemon.pid);
  }
  endStrays(folder);
  for (const mount of mountsBelow(folder)) spawnSync('umount', ['--lazy', mount]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(0);
}

function ask(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(program, [...first, ...args], { encoding: 'utf8', timeout: 30_000 });
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}
