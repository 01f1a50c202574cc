/** Tags and references of Chainguard images: `latest`, `latest-dev`, `22.15.0-r1-dev`, `24-slim` (EDU versions.md, 2026-08-21). */
import type { ImageOverrides, NodeVersionRequest } from '../settings.ts';
import type { ImageReference } from './reference.ts';

/** How Chainguard images are addressed. */
export interface TargetSettings {
  /** Host, with a path where a mirror needs one: `cgr.dev`, `registry.example.com/chainguard-mirror`. */
  readonly registry: string;
  /** Undefined for the free images, which live under `chainguard`. */
  readonly organization: string | undefined;
  /** Anything but `latest` needs an organization; the free tier holds `latest` alone. */
  readonly nodeVersion: NodeVersionRequest;
  /** What stands in place of Chainguard's own Node images, and what is treated as an official one. */
  readonly images?: ImageOverrides;
}

export const DEFAULT_TARGET: TargetSettings = { registry: 'cgr.dev', organization: undefined, nodeVersion: 'latest' };

export const FREE_ORGANIZATION = 'chainguard';

export interface ChainguardTag {
  readonly text: string;
  /** Version as written, without variant and epoch: `latest`, `22`, `22.15.0`. */
  readonly version: string;
  /** Undefined for `latest` and for what holds a variable. */
  readonly major: number | undefined;
  /** Brings a shell, apk and build tools. */
  readonly dev: boolean;
  /** Holds neither shell nor npm. */
  readonly slim: boolean;
  readonly full: boolean;
}

/** Reads a tag; anything is accepted, since organizations may name their own. A missing tag means `latest`. */
export function parseChainguardTag(text: string | undefined): ChainguardTag {
  const tag = text ?? 'latest';
  const version = tag.replace(/-(dev|slim|full)\b/g, '').replace(/-r\d+$/, '');
  const major = /^(\d+)(\.|$)/.exec(version)?.[1];
  const has = (variant: string): boolean => tag.split('-').slice(1).includes(variant);
  return {
    text: tag,
    version,
    major: major === undefined ? undefined : Number(major),
    dev: has('dev'),
    slim: has('slim'),
    full: has('full'),
  };
}

export interface ChainguardName {
  /** Undefined for the free images. */
  readonly organization: string | undefined;
  /** `node`, `nginx`, `node-fips`. */
  readonly image: string;
}

/** Takes organization and image from a reference to a Chainguard image, under cgr.dev, its Docker Hub copy or the registry of the settings. */
export function readChainguardName(reference: ImageReference, settings: TargetSettings = DEFAULT_TARGET): ChainguardName | undefined {
  const name = reference.canonical;
  if (name === undefined) return undefined;
  for (const registry of ['cgr.dev', settings.registry.toLowerCase().replace(/\/+$/, '')]) {
    if (registry === '' || !name.startsWith(`${registry}/`)) continue;
    const path = name.slice(registry.length + 1).split('/');
    const image = path.at(-1);
    const organization = path.length > 1 ? path.slice(0, -1).join('/') : undefined;
    if (image === undefined || image === '') continue;
    if (organization !== undefined) return { organization: organization === FREE_ORGANIZATION ? undefined : organization, image };
    if (registry !== 'cgr.dev' && settings.organization === undefined) return { organization: undefined, image };
  }
  const copy = /^docker\.io\/chainguard\/([^/]+)$/.exec(name)?.[1];
  return copy === undefined ? undefined : { organization: undefined, image: copy };
}

export interface ChainguardRequest {
  readonly image: string;
  readonly settings: TargetSettings;
  readonly variant: 'runtime' | 'dev' | 'slim';
  /** Version to keep, as it shall stand in the tag (`22`, `22.15`, `${NODE_VERSION}`); only organizations have such tags. */
  readonly version?: string | undefined;
}

/**
 * The reference to write: `cgr.dev/chainguard/node:latest-dev`, or with an organization that keeps versions `cgr.dev/ORG/node:22-dev`.
 * The free tier has `latest` and `latest-dev` alone, so there a version is ignored and `slim` becomes the plain runtime.
 */
export function chainguardReference({ image, settings, variant, version }: ChainguardRequest): string {
  const own = image === 'node' ? ownImage(settings.images, variant) : undefined;
  if (own !== undefined) return own;
  const free = settings.organization === undefined;
  const tag = free || settings.nodeVersion === 'latest' || version === undefined ? 'latest' : version;
  const suffix = variant === 'dev' ? '-dev' : variant === 'slim' && !free ? '-slim' : '';
  return `${settings.registry.replace(/\/+$/, '')}/${settings.organization ?? FREE_ORGANIZATION}/${image}:${tag}${suffix}`;
}

function ownImage(images: ImageOverrides | undefined, variant: ChainguardRequest['variant']): string | undefined {
  return variant === 'dev' ? images?.development : variant === 'runtime' ? images?.runtime : undefined;
}
