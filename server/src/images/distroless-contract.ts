/** Contracts of Google's distroless node images (GoogleContainerTools/distroless nodejs/nodejs.bzl). */
import type { DistrolessNode } from './classify.ts';
import { toolLookup } from './commands.ts';
import type { ImageContract, ImageUser } from './contract.ts';
import { BARE, DEBIAN_PATH, ROOT, userLookup } from './contract-parts.ts';

const NONROOT: ImageUser = { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot' };
const NOBODY: ImageUser = { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent' };
/** Not on PATH. */
const NODE_PATH = '/nodejs/bin/node';

/** Node as the entrypoint, no shell and no npm; `:debug` keeps a busybox below /busybox. */
export function distrolessNodeContract(kind: DistrolessNode): ImageContract {
  const users = [ROOT, NONROOT, NOBODY];
  const lookup = toolLookup({ paths: [NODE_PATH], complete: true });
  return {
    ...BARE,
    name: kind.reference.text,
    user: kind.nonroot ? NONROOT : ROOT,
    users,
    workdir: kind.nonroot ? '/home/nonroot' : '/',
    entrypoint: [NODE_PATH],
    env: { PATH: DEBIAN_PATH, SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
    libc: 'glibc',
    nodeMajor: kind.major,
    nodePath: NODE_PATH,
    has: (tool) => (kind.debug && lookup(tool) === 'no' ? 'unknown' : lookup(tool)),
    hasUser: userLookup(users),
  };
}
