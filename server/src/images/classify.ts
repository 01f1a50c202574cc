/** What kind of image a reference names. Knows names only: nothing is pulled. */
import data from '../../data/image-families.json' with { type: 'json' };
import { parseChainguardTag, readChainguardName, type ChainguardTag, type TargetSettings } from './chainguard-tag.ts';
import { parseNodeTag, type NodeTag } from './node-tag.ts';
import { ownVariant, treatedAs } from './overrides.ts';
import { parseImageReference, type ImageReference } from './reference.ts';

export interface OfficialNode {
  readonly kind: 'official-node';
  readonly reference: ImageReference;
  /** Undefined when only a digest is given or the tag follows no known grammar. A missing tag reads as `latest`. */
  readonly tag: NodeTag | undefined;
  /** The official image that a repository says it is made like; `reference` is its own name. */
  readonly treatedAs?: string;
}

export interface ChainguardNode {
  readonly kind: 'chainguard-node';
  readonly reference: ImageReference;
  /** Undefined for the free image. */
  readonly organization: string | undefined;
  readonly fips: boolean;
  readonly tag: ChainguardTag;
}

export interface ChainguardOther {
  readonly kind: 'chainguard-other';
  readonly reference: ImageReference;
  readonly organization: string | undefined;
  /** `nginx`, `wolfi-base`, `static`, … */
  readonly image: string;
  readonly tag: ChainguardTag;
  readonly holdsNode: boolean | undefined;
}

export interface DistrolessNode {
  readonly kind: 'distroless-node';
  readonly reference: ImageReference;
  /** Undefined for the unversioned old name and for variables. */
  readonly major: number | undefined;
  /** Debian release behind it, `12`. */
  readonly debian: string | undefined;
  readonly nonroot: boolean;
  /** `:debug` variants hold a busybox shell. */
  readonly debug: boolean;
}

export interface NginxImage {
  readonly kind: 'nginx';
  readonly reference: ImageReference;
  /** `nginxinc/nginx-unprivileged`: listens on 8080 as uid 101. */
  readonly unprivileged: boolean;
  readonly libc: 'glibc' | 'musl' | 'unknown';
}

export interface ScratchImage {
  readonly kind: 'scratch';
  readonly reference: ImageReference;
}

export interface OtherImage {
  readonly kind: 'other';
  readonly reference: ImageReference;
  /** `debian`, `golang`, `circleci-node`, …; `unknown` for names in no table. */
  readonly family: string;
  readonly system: 'linux' | 'windows';
  /** Undefined when nobody knows, as for private images. */
  readonly holdsNode: boolean | undefined;
  readonly libc: 'glibc' | 'musl' | 'unknown';
  /** Whose package names its package manager takes. */
  readonly packages: 'debian' | 'alpine' | 'fedora' | undefined;
  /** `docker.io/library/node` for a name on another host that ends like it: perhaps a private mirror, which only a person can tell. */
  readonly resembles: string | undefined;
}

export interface UnresolvedImage {
  readonly kind: 'unresolved';
  readonly reference: ImageReference;
  /** True when the literal end of the name is `node`, as in `${REGISTRY}/node:20`. */
  readonly endsInNode: boolean;
}

export type ImageKind =
  | OfficialNode
  | ChainguardNode
  | ChainguardOther
  | DistrolessNode
  | NginxImage
  | ScratchImage
  | OtherImage
  | UnresolvedImage;

interface Family {
  readonly family: string;
  /** Canonical names; `*` stands for anything. */
  readonly names: readonly string[];
  readonly node?: boolean;
  readonly libc?: string;
  readonly packages?: string;
  readonly system?: string;
}

const FAMILIES: readonly Family[] = data.families;
const OFFICIAL_NODE = 'docker.io/library/node';

/** Classifies a reference (or its text). `settings` names a registry of one's own under which Chainguard images are found. */
export function classifyImage(image: ImageReference | string, settings?: TargetSettings): ImageKind {
  const reference = typeof image === 'string' ? parseImageReference(image) : image;
  if (reference.text === 'scratch') return { kind: 'scratch', reference };
  return (
    classifyOwn(reference, settings) ??
    classifyDistroless(reference) ??
    classifyChainguard(reference, settings) ??
    classifyKnown(reference) ?? { kind: 'unresolved', reference, endsInNode: /(^|[/}])node$/.test(reference.repository.text) }
  );
}

function classifyOwn(reference: ImageReference, { images }: Partial<TargetSettings> = {}): ImageKind | undefined {
  if (images === undefined) return undefined;
  const variant = ownVariant(reference, images);
  if (variant !== undefined) {
    const tag = { ...parseChainguardTag(reference.tag?.text), dev: variant === 'dev' };
    return { kind: 'chainguard-node', reference, organization: undefined, fips: false, tag };
  }
  const official = treatedAs(reference, images);
  if (official === undefined) return undefined;
  return { kind: 'official-node', reference, tag: officialTag(parseImageReference(official)), treatedAs: official };
}

function classifyKnown(reference: ImageReference): ImageKind | undefined {
  const name = reference.canonical;
  if (name === undefined) return undefined;
  if (name === OFFICIAL_NODE) return { kind: 'official-node', reference, tag: officialTag(reference) };
  const nginx = classifyNginx(reference, name);
  return nginx ?? other(reference, name);
}

function officialTag(reference: ImageReference): NodeTag | undefined {
  if (reference.tag !== undefined) return parseNodeTag(reference.tag.text);
  return reference.digest === undefined ? parseNodeTag('latest') : undefined;
}

function classifyChainguard(reference: ImageReference, settings: TargetSettings | undefined): ImageKind | undefined {
  const name = readChainguardName(reference, settings);
  if (name === undefined) return undefined;
  const { organization, image } = name;
  const tag = parseChainguardTag(reference.tag?.text);
  if (image === 'node' || image === 'node-fips')
    return { kind: 'chainguard-node', reference, organization, fips: image === 'node-fips', tag };
  return { kind: 'chainguard-other', reference, organization, image, tag, holdsNode: image.startsWith('node') ? undefined : false };
}

function classifyDistroless(reference: ImageReference): DistrolessNode | undefined {
  // The version may stand in a variable: `gcr.io/distroless/nodejs${V}-debian12`.
  if (reference.registry?.text.toLowerCase() !== 'gcr.io') return undefined;
  const match = /^distroless\/nodejs(.*?)(?:-debian(.+))?$/.exec(reference.repository.text);
  if (match === null) return undefined;
  const tag = reference.tag?.text ?? 'latest';
  const number = /^-?(\d+)$/.exec(match[1] ?? '')?.[1] ?? (match[1] === '' ? /^(\d+)/.exec(tag)?.[1] : undefined);
  return {
    kind: 'distroless-node',
    reference,
    major: number === undefined ? undefined : Number(number),
    debian: match[2],
    nonroot: /\bnonroot\b/.test(tag),
    debug: /\bdebug\b/.test(tag),
  };
}

function classifyNginx(reference: ImageReference, name: string): NginxImage | undefined {
  const unprivileged = /^(docker\.io|ghcr\.io|public\.ecr\.aws|quay\.io)\/(nginxinc|nginx)\/(docker-)?nginx-unprivileged$/.test(name);
  if (!unprivileged && name !== 'docker.io/library/nginx' && name !== 'public.ecr.aws/nginx/nginx') return undefined;
  const tag = reference.tag;
  const libc =
    tag?.text.includes('alpine') === true
      ? 'musl'
      : tag?.literal === false || (tag === undefined && reference.digest !== undefined)
        ? 'unknown'
        : 'glibc';
  return { kind: 'nginx', reference, unprivileged, libc };
}

function other(reference: ImageReference, name: string): OtherImage {
  const found = FAMILIES.find((one) => one.names.some((pattern) => fits(pattern, name)));
  const tag = reference.tag?.text ?? '';
  const windows = found?.system === 'windows' || /windowsservercore|nanoserver/.test(tag);
  const alpine = found?.libc !== 'musl' && /(^|-)alpine/.test(tag);
  return {
    kind: 'other',
    reference,
    family: found?.family ?? 'unknown',
    system: windows ? 'windows' : 'linux',
    holdsNode: found?.node,
    libc: alpine || found?.libc === 'musl' ? 'musl' : found?.libc === 'glibc' ? 'glibc' : 'unknown',
    packages: alpine ? 'alpine' : ecosystem(found?.packages),
    resembles: name.endsWith('/node') && found === undefined ? OFFICIAL_NODE : undefined,
  };
}

function fits(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name;
  const pieces = pattern.split('*').map((piece) => piece.replace(/[.\\+^$()[\]{}|?]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`).test(name);
}

function ecosystem(text: string | undefined): OtherImage['packages'] {
  return text === 'debian' || text === 'alpine' || text === 'fedora' ? text : undefined;
}
