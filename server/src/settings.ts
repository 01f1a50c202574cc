/** What a person or a repository may set; the same for the editor and the command line. Imports nothing, so that every floor may read it. */

/** What a person may ask for. `auto` takes the best row of the strategy table that the file allows. */
export type StrategyRequest = 'auto' | 'distroless' | 'dev' | 'direct';
export const STRATEGY_REQUESTS = ['auto', 'distroless', 'dev', 'direct'] as const satisfies readonly StrategyRequest[];
/** A version is written as in a tag: `22`, `22.15`, `22.15.0`. */
export type NodeVersionRequest = 'keep' | 'latest' | PinnedVersion;
export type PinnedVersion = `${number}` | `${number}.${number}.${number}`;

/** No leading zeros: such a tag is nobody's. */
export const PINNED_VERSION = /^[1-9]\d*(?:\.(?:0|[1-9]\d*)){0,2}$/;

export function isPinnedVersion(text: string): text is PinnedVersion {
  return PINNED_VERSION.test(text);
}

/** The snapshot that ships with the product, or the one that `index update` fetched. */
export type WolfiIndexChoice = 'bundled' | 'refreshed';
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Images that a repository decides about by itself. */
export interface ImageOverrides {
  /** Image of one's own → the official Node image that it is made like: `registry.corp/node-base` → `node:22-slim`. */
  readonly treatAs: Readonly<Record<string, string>>;
  /** In place of Chainguard's `node:latest` and `node:latest-dev`, and made like them: a mirror, an image put together for an organization. */
  readonly runtime: string | undefined;
  readonly development: string | undefined;
}

/** Name of another distribution's package → names in Wolfi; null where the package is not needed. */
export type PackageOverrides = Readonly<Record<string, readonly string[] | null>>;

export interface Settings {
  /** Host of the registry, without a slash at the end. */
  readonly registry: string;
  /** Undefined for the free images under `chainguard/`. */
  readonly organization: string | undefined;
  /** Anything but `latest` needs an organization: the free tier has nothing else. */
  readonly nodeVersion: NodeVersionRequest;
  readonly strategy: StrategyRequest;
  /** `auto` moves an application from exactly `/usr/src/app`, Docker's placeholder, and from `/` without a WORKDIR, to `/app`; `keep` leaves it there. */
  readonly workingDirectory: 'auto' | 'keep';
  /** Build context relative to the workspace root, when given by a person. */
  readonly context: string | undefined;
  /** Which list of Wolfi's packages is asked; `bundled` unless set. The refreshed one is loaded at the edge, and handed to the engine beside the settings. */
  readonly index?: WolfiIndexChoice | undefined;
  readonly packages: PackageOverrides;
  readonly images: ImageOverrides;
  /** By rule id. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export const DEFAULT_SETTINGS: Settings = {
  registry: 'cgr.dev',
  organization: undefined,
  nodeVersion: 'latest',
  strategy: 'auto',
  workingDirectory: 'auto',
  context: undefined,
  packages: {},
  images: { treatAs: {}, runtime: undefined, development: undefined },
  severities: {},
};
