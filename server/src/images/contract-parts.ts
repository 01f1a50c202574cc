/** Pieces from which contracts are put together. */
import type { ImageContract, ImageUser } from './contract.ts';

export const ROOT: ImageUser = { name: 'root', uid: 0, gid: 0, home: '/root' };

export const DEBIAN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a contract has when nothing else is said: root in `/`, no start command, no tools. */
export const BARE: Omit<ImageContract, 'name' | 'has' | 'hasUser'> = {
  user: ROOT,
  users: [ROOT],
  workdir: '/',
  entrypoint: [],
  cmd: [],
  env: {},
  openEnv: [],
  stopSignal: '',
  writable: [],
  ports: [],
  packageManager: undefined,
  shell: undefined,
  libc: 'unknown',
  nodeMajor: undefined,
  npmMajor: undefined,
  nodePath: undefined,
  globalBin: undefined,
};

/** An answer for `ImageContract.hasUser`: names and numbers, a group behind a colon is ignored. */
export function userLookup(users: readonly ImageUser[]): (nameOrUid: string) => boolean {
  return (nameOrUid) => {
    const user = nameOrUid.split(':', 1)[0] ?? '';
    return users.some((one) => one.name === user || (/^\d+$/.test(user) && one.uid === Number(user)));
  };
}
