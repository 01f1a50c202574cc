/** Room for images, and a file system that forgets them fast. */
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';

/** Why `bytes` do not fit into `folder`; undefined when they do. */
export function whyNoRoom(folder: string, bytes: number): string | undefined {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return undefined;
  return `${folder} has ${gigabytes(free)} GB left, and images need ${gigabytes(bytes)} GB: make room, or set TMPDIR to a folder that has it`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

/** Of what is free now: the file takes what is written to it, and a full disk must be told inside of it, where programs understand it. */
const SHARE = 0.9;
const BLOCK = 4096;
/** Nothing on it outlives the run, so nothing need survive a power failure: no journal, no waiting for the disk. */
const FEATURES = ['-O', '^has_journal', '-E', 'lazy_itable_init=1,nodiscard', '-i', '8192'];
const MOUNT_OPTIONS = 'loop,noatime,barrier=0,noinit_itable';

/**
 * Mounts a file system, kept in a file, on an empty folder. Engines write and remove hundreds of thousands of small files, and ask the disk to
 * keep each; this way one file is removed in the end. Where it cannot be done (no mkfs, no loop devices), the folder stays as it is.
 */
export function giveDisk(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(file, '');
  truncateSync(file, Math.floor((bavail * bsize * SHARE) / BLOCK) * BLOCK);
  const isMade = succeeds('mkfs.ext4', ['-q', '-F', ...FEATURES, file]) && succeeds('mount', ['-o', MOUNT_OPTIONS, file, folder]);
  if (!isMade) rmSync(file);
}

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
