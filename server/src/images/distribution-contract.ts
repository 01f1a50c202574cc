/** Contracts of plain distributions under which people install Node themselves: Debian, Ubuntu, Alpine. */
import type { OtherImage } from './classify.ts';
import { ALPINE_COMMANDS, BUILDPACK_COMMANDS, DEBIAN_COMMANDS, toolLookup } from './commands.ts';
import type { ImageContract } from './contract.ts';
import { BARE, DEBIAN_PATH, ROOT, userLookup } from './contract-parts.ts';

/** Undefined for every family whose content is not known here. */
export function distributionContract(kind: OtherImage): ImageContract | undefined {
  const shared = { ...BARE, name: kind.reference.text, env: { PATH: DEBIAN_PATH }, hasUser: userLookup([ROOT]) };
  if (kind.family === 'alpine') {
    return { ...shared, cmd: ['/bin/sh'], packageManager: 'apk', shell: 'ash', libc: 'musl', has: toolLookup({ system: ALPINE_COMMANDS }) };
  }
  if (kind.family !== 'debian' && kind.family !== 'ubuntu') return undefined;
  const buildpack = kind.reference.repository.text.endsWith('buildpack-deps');
  return {
    ...shared,
    cmd: ['bash'],
    packageManager: 'apt',
    shell: 'dash',
    libc: 'glibc',
    has: toolLookup({ system: [...DEBIAN_COMMANDS, ...(buildpack ? BUILDPACK_COMMANDS : [])] }),
  };
}
