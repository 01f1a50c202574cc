/** What of a run may still be there when its engine has ended. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Kills the processes that were started with a path below `folder`, or that live in it. */
export function endStrays(folder: string): void {
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    if (pid === process.pid || pid === process.ppid || !belongsTo(pid, folder)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  }
}

function belongsTo(pid: number, folder: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const places = ['root', 'cwd'].map((name) => readlinkSync(`/proc/${pid}/${name}`));
    return [...words.map((word) => word.replace(/^[^/]*/, '')), ...places].some((path) => path.startsWith(`${folder}/`));
  } catch {
    // It ended in the meantime.
    return false;
  }
}

/** Mount points, the deepest first. */
export function mountsBelow(folder: string): string[] {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return points
    .filter((point) => point.startsWith(`${folder}/`))
    .sort()
    .reverse();
}
