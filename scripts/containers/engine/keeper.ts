/**
 * Runs dockerd as long as somebody holds the other end of standard input, then takes everything away: containers, daemon, mounts, data.
 * So nothing is left behind, however the tests end. Arguments: dockerd, docker, the folder for socket and data. Prints `up` when it answers.
 */
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [dockerd, docker, folder] = process.argv.slice(2);
if (dockerd === undefined || docker === undefined || folder === undefined) throw new Error('usage: keeper DOCKERD DOCKER FOLDER');
const host = `unix://${join(folder, 'docker.sock')}`;
const logFile = join(folder, 'dockerd.log');

// No bridge and no rule of the firewall: builds use the network of the machine, containers have none.
const NO_NETWORK = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'];
const DATA = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'dockerd.pid')];
const log = openSync(logFile, 'a');
const daemon = spawn(dockerd, ['-H', host, ...DATA, ...NO_NETWORK], { detached: true, stdio: ['ignore', log, log] });
closeSync(log);
const ended = new Promise<void>((resolve) => {
  daemon.on('exit', () => resolve());
  daemon.on('error', (error) => {
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

async function announce(): Promise<void> {
  for (let attempt = 0; attempt < 150 && daemon.exitCode === null && !state.isEnding; attempt++) {
    if (spawnSync(docker ?? '', ['-H', host, 'version'], { stdio: 'ignore' }).status === 0) {
      process.stdout.write('up\n');
      return;
    }
    await wait(200);
  }
  if (!state.isEnding) process.stdout.write(`dockerd did not come up\n${lastLines(logFile)}\n`);
  await end();
}

async function end(): Promise<void> {
  if (state.isEnding) return;
  state.isEnding = true;
  const containers = spawnSync(docker ?? '', ['-H', host, 'ps', '--quiet'], { encoding: 'utf8', timeout: 10_000 });
  const ids = (containers.stdout ?? '').split('\n').filter(Boolean);
  if (ids.length > 0) spawnSync(docker ?? '', ['-H', host, 'kill', ...ids], { stdio: 'ignore', timeout: 20_000 });
  daemon.kill('SIGTERM');
  await Promise.race([ended, wait(20_000)]);
  if (daemon.pid !== undefined && daemon.exitCode === null) killGroup(daemon.pid);
  for (const mount of mountsBelow(folder ?? '/nowhere')) spawnSync('umount', ['--lazy', mount]);
  rmSync(folder ?? '/nowhere', { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(0);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** The deepest first. */
function mountsBelow(path: string): string[] {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return points
    .filter((point) => point.startsWith(`${path}/`))
    .sort()
    .reverse();
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}
