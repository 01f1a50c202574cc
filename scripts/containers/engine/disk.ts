/** Whether there is room for images. */
import { statfsSync } from 'node:fs';

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
