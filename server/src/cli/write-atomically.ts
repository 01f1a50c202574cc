/** Puts a new text in a file's place so that at every moment the old or the new one is there, whole. */
import { constants } from 'node:fs';
import { access, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Symbolic links are followed, the file's mode is kept, its owner where the system allows that. Rejects with the error of the file system,
 * or with `ChangedMeanwhile` when the file no longer holds `before`; the file on disk is then as it was.
 */
export async function writeAtomically(path: string, before: Uint8Array, after: string): Promise<void> {
  const target = await realpath(path);
  // A rename would replace a read-only file without asking.
  await access(target, constants.W_OK);
  const { mode, uid, gid } = await stat(target);
  if (!(await readFile(target)).equals(before)) throw new ChangedMeanwhile();

  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const handle = await open(temporary, 'wx', 0o600);
  try {
    try {
      await handle.writeFile(after);
      await handle.chown(uid, gid).catch(() => undefined);
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export class ChangedMeanwhile extends Error {
  constructor() {
    super('changed on disk while it was read; nothing was written');
  }
}
