/** Contracts of Docker's nginx images (nginx/docker-nginx and nginxinc/docker-nginx-unprivileged) and of `scratch`. */
import type { NginxImage } from './classify.ts';
import { ALPINE_COMMANDS, DEBIAN_COMMANDS, toolLookup } from './commands.ts';
import type { ImageContract, ImageUser } from './contract.ts';
import { BARE, DEBIAN_PATH, ROOT, userLookup } from './contract-parts.ts';

const NGINX: ImageUser = { name: 'nginx', uid: 101, gid: 101, home: '/nonexistent' };

export function nginxContract(kind: NginxImage): ImageContract {
  const users = [ROOT, NGINX];
  // Both flavours bring curl and envsubst for their entrypoint scripts.
  const own = ['nginx', 'curl', 'envsubst', 'nginx-debug', 'njs'];
  return {
    ...BARE,
    name: kind.reference.text,
    user: kind.unprivileged ? NGINX : ROOT,
    users,
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    env: { PATH: DEBIAN_PATH },
    stopSignal: 'SIGQUIT',
    ports: [kind.unprivileged ? 8080 : 80],
    packageManager: kind.libc === 'musl' ? 'apk' : kind.libc === 'glibc' ? 'apt' : undefined,
    shell: kind.libc === 'musl' ? 'ash' : 'dash',
    libc: kind.libc,
    has: toolLookup({ system: [...own, ...(kind.libc === 'musl' ? ALPINE_COMMANDS : DEBIAN_COMMANDS)] }),
    hasUser: userLookup(users),
  };
}

export function scratchContract(): ImageContract {
  return { ...BARE, name: 'scratch', has: toolLookup({ complete: true }), hasUser: userLookup([ROOT]) };
}
