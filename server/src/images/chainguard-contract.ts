/** Contracts of Chainguard images, from their public definitions (`data/chainguard-images.json`). */
import data from '../../data/chainguard-images.json' with { type: 'json' };
import type { ChainguardNode, ChainguardOther } from './classify.ts';
import { commandsOfPackage, toolLookup } from './commands.ts';
import type { ImageContract, ImageUser } from './contract.ts';
import { BARE, ROOT, userLookup } from './contract-parts.ts';

interface Definition {
  readonly runAs: string;
  readonly user: { readonly name: string; readonly uid: number; readonly home: string };
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  readonly writable: readonly string[];
  /** `name version` */
  readonly packages: readonly string[];
}

interface Entry {
  readonly runtime: Definition;
  readonly dev?: Definition;
}

const IMAGES: Readonly<Record<string, Entry>> = data.images;

/** The day of the definitions. */
export const CHAINGUARD_IMAGES_DATE: string = data.date;

/** The uid and gid of the user in Chainguard's images. */
export const NONROOT_ID = 65532;

/** What `-slim` holds: node, dumb-init, nghttp2 (last public definition; the strict promise of every runtime variant). */
const SLIM_COMMANDS = ['node', 'dumb-init'];

/**
 * `strict` leaves out of a runtime what `-slim` lacks. Tags with a version (organizations) are taken to be made like `latest`;
 * their npm is not known.
 */
export function chainguardNodeContract(kind: ChainguardNode, strict: boolean): ImageContract {
  const { tag } = kind;
  const definition = definitionOf('node', tag.dev);
  const bare = !tag.dev && (strict || tag.slim);
  const latest = tag.version === 'latest' || tag.version === '';
  return {
    ...fromDefinition(kind.reference.text, definition),
    packageManager: tag.dev ? 'apk' : undefined,
    shell: bare ? undefined : 'ash',
    nodeMajor: tag.major ?? (latest ? packageMajor(definition, 'nodejs') : undefined),
    npmMajor: bare || !latest ? undefined : packageMajor(definition, 'npm'),
    nodePath: '/usr/bin/node',
    globalBin: '/usr/local/bin',
    ...(bare ? { has: toolLookup({ system: SLIM_COMMANDS, complete: true }) } : {}),
  };
}

/** Undefined for images whose definition is not public. */
export function chainguardOtherContract(kind: ChainguardOther): ImageContract | undefined {
  const entry = Object.hasOwn(IMAGES, kind.image) ? IMAGES[kind.image] : undefined;
  if (entry === undefined) return undefined;
  const definition = kind.tag.dev ? entry.dev : entry.runtime;
  if (definition === undefined) return undefined;
  const holds = (name: string): boolean => definition.packages.some((line) => line.startsWith(`${name} `));
  return {
    ...fromDefinition(kind.reference.text, definition),
    packageManager: holds('apk-tools') ? 'apk' : undefined,
    shell: holds('busybox') ? 'ash' : undefined,
    libc: holds('glibc-2.43') ? 'glibc' : 'unknown',
    ports: kind.image === 'nginx' ? [8080] : [],
  };
}

function definitionOf(image: string, dev: boolean): Definition {
  const entry = IMAGES[image];
  const definition = dev ? entry?.dev : entry?.runtime;
  if (definition === undefined) throw new Error(`chainguard-images.json lacks ${image}${dev ? ' dev' : ''}`);
  return definition;
}

function fromDefinition(name: string, definition: Definition): ImageContract {
  const own: ImageUser = { ...definition.user, gid: definition.user.uid };
  const users = [ROOT, own];
  return {
    ...BARE,
    name,
    user: definition.runAs === '0' ? ROOT : own,
    users,
    workdir: definition.workdir,
    entrypoint: definition.entrypoint,
    cmd: definition.cmd,
    env: { ...data.defaultEnv, ...definition.env },
    stopSignal: definition.stopSignal,
    writable: definition.writable,
    libc: 'glibc',
    has: toolLookup({ system: definition.packages.flatMap((line) => commandsOfPackage(line.slice(0, line.indexOf(' ')))) }),
    hasUser: userLookup(users),
  };
}

function packageMajor(definition: Definition, name: string): number | undefined {
  const line = definition.packages.find((one) => one.startsWith(`${name}-`));
  const major = line === undefined ? undefined : /^\S+ (\d+)/.exec(line)?.[1];
  return major === undefined ? undefined : Number(major);
}
