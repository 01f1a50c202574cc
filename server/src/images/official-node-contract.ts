/** Contracts of Docker's official node images (nodejs/docker-node Dockerfile templates, 2026-08-19; older majors from its README). */
import type { ImageContract, ImageUser } from './contract.ts';
import { ALPINE_COMMANDS, BUILDPACK_COMMANDS, DEBIAN_COMMANDS, NODE_COMMANDS, toolLookup } from './commands.ts';
import { BARE, DEBIAN_PATH, ROOT, userLookup } from './contract-parts.ts';
import { nodeMajor } from './node-releases.ts';
import type { NodeTag } from './node-tag.ts';

const NODE: ImageUser = { name: 'node', uid: 1000, gid: 1000, home: '/home/node' };
/** Yarn classic was dropped from the images with this major, corepack from Node with the other. */
const FIRST_WITHOUT_YARN = 26;
const FIRST_WITHOUT_COREPACK = 25;
const FIRST_WITH_COREPACK = 16;

/** `tag` undefined: only a digest is known; then variant and major are open, what all variants share is told. */
export function officialNodeContract(tag: NodeTag | undefined, date: string): ImageContract {
  const major = tag === undefined ? undefined : nodeMajor(tag, date);
  const libc = tag?.libc ?? 'unknown';
  const exact = exactVersion(tag);
  const users = [ROOT, NODE];
  return {
    ...BARE,
    name: tag === undefined ? 'node' : `node:${tag.text}`,
    users,
    workdir: tag?.onbuild === true ? '/usr/src/app' : '/',
    entrypoint: hasEntrypoint(tag) ? ['docker-entrypoint.sh'] : [],
    cmd: tag?.onbuild === true ? ['npm', 'start'] : ['node'],
    env: {
      PATH: DEBIAN_PATH,
      ...(exact === undefined ? {} : { NODE_VERSION: exact }),
    },
    openEnv: [
      ...(exact === undefined ? ['NODE_VERSION'] : []),
      ...(major === undefined || major < FIRST_WITHOUT_YARN ? ['YARN_VERSION'] : []),
    ],
    packageManager: libc === 'musl' ? 'apk' : libc === 'glibc' ? 'apt' : undefined,
    shell: libc === 'musl' ? 'ash' : 'dash',
    libc,
    nodeMajor: major,
    nodePath: '/usr/local/bin/node',
    globalBin: '/usr/local/bin',
    has: lookup(tag, major),
    hasUser: userLookup(users),
  };
}

/** First versions with docker-entrypoint.sh (nodejs/docker-node @7e47b378, 2019-05-26). A tag without minor or patch got it with a later build. */
const FIRST_WITH_ENTRYPOINT: ReadonlyMap<number, readonly [minor: number, patch: number]> = new Map([
  [8, [16, 0]],
  [10, [15, 3]],
  [11, [15, 0]],
  [12, [3, 1]],
]);

function hasEntrypoint(tag: NodeTag | undefined): boolean {
  const version = tag?.version;
  if (tag?.onbuild === true) return false;
  if (version?.kind !== 'number' && version?.kind !== 'codename') return true;
  const first = FIRST_WITH_ENTRYPOINT.get(version.major);
  if (first === undefined) return version.major > 12;
  if (version.kind === 'codename' || version.minor === undefined || version.minor > first[0]) return true;
  return version.minor === first[0] && (version.patch === undefined || version.patch >= first[1]);
}

function exactVersion(tag: NodeTag | undefined): string | undefined {
  const version = tag?.version;
  return version?.kind === 'number' && version.patch !== undefined ? `${version.major}.${version.minor}.${version.patch}` : undefined;
}

function lookup(tag: NodeTag | undefined, major: number | undefined): ImageContract['has'] {
  const added =
    major === undefined ? [] : [...(major < FIRST_WITHOUT_YARN ? ['yarn', 'yarnpkg'] : []), ...(hasCorepack(major) ? ['corepack'] : [])];
  const local = [...NODE_COMMANDS, ...added];
  const libc = tag?.libc ?? 'unknown';
  if (tag === undefined || libc === 'unknown') {
    const shared = toolLookup({ local, system: DEBIAN_COMMANDS.filter((command) => ALPINE_COMMANDS.includes(command)) });
    return (tool) => (shared(tool) === 'yes' ? 'yes' : 'unknown');
  }
  const system = libc === 'musl' ? ALPINE_COMMANDS : tag.slim ? DEBIAN_COMMANDS : [...DEBIAN_COMMANDS, ...BUILDPACK_COMMANDS];
  const answer = toolLookup({ local, system });
  const open = new Set([
    ...(major === undefined ? ['yarn', 'yarnpkg', 'corepack'] : []),
    // adduser belongs to Debian's base system up to bookworm and not to trixie's.
    ...(libc === 'glibc' ? ['adduser', 'addgroup', 'deluser', 'delgroup'] : []),
    // Python 2 was `python` in the suites before bullseye.
    ...(libc === 'glibc' && !tag.slim ? ['python', 'python2', 'pip', 'pip3'] : []),
  ]);
  return (tool) => (open.has(tool) ? 'unknown' : answer(tool));
}

function hasCorepack(major: number): boolean {
  return major >= FIRST_WITH_COREPACK && major < FIRST_WITHOUT_COREPACK;
}
