/**
 * Image references: `[registry[:port]/]repository[:tag][@digest]`, as FROM and `COPY --from` hold them.
 *
 * A reference may still contain variables (`node:${NODE_VERSION}-alpine`); what does not depend on them is told.
 * All positions are 0-based UTF-16 offsets into the text that was given.
 */
import type { Range } from '../dockerfile/text.ts';

/** One part of a reference. */
export interface ReferencePart {
  readonly text: string;
  readonly range: Range;
  /** False when the part holds a variable or a template placeholder, so that its value is not known. */
  readonly literal: boolean;
}

export interface ImageReference {
  readonly text: string;
  readonly registry: ReferencePart | undefined;
  /** Path inside the registry, `library/` not added. Empty text only for an empty reference. */
  readonly repository: ReferencePart;
  readonly tag: ReferencePart | undefined;
  /** `sha256:…`, without the `@`. */
  readonly digest: ReferencePart | undefined;
  /** Names of the variables in it, in order of appearance, each once. */
  readonly variables: readonly string[];
  /**
   * The repository in one spelling, mirrors of Docker Hub folded into it: `docker.io/library/node`,
   * `cgr.dev/chainguard/node`. Undefined while registry or repository is not literal.
   */
  readonly canonical: string | undefined;
}

interface Expansion extends Range {
  readonly name: string;
}

const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_HOSTS = new Set([
  DOCKER_HUB,
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
  'hub.docker.com',
  'mirror.gcr.io',
]);
/** Registries that hold copies of Docker Hub's official images under a prefix. */
const OFFICIAL_COPIES: readonly (readonly [registry: string, prefix: string])[] = [['public.ecr.aws', 'docker/']];
const NAME = /^[\w.\-/]*$/;

/** Takes a reference apart. Never fails: odd text gives parts that are not literal or a repository that nobody knows. */
export function parseImageReference(text: string): ImageReference {
  const expansions = findExpansions(text);
  const inside = (offset: number): boolean => expansions.some((one) => one.start <= offset && offset < one.end);
  const find = (character: string, from: number): number => {
    let at = text.indexOf(character, from);
    while (at >= 0 && inside(at)) at = text.indexOf(character, at + 1);
    return at;
  };
  const part = (start: number, end: number, pattern: RegExp): ReferencePart => {
    const value = text.slice(start, end);
    const holds = expansions.some((one) => one.start < end && one.end > start);
    return { text: value, range: { start, end }, literal: !holds && pattern.test(value) };
  };

  const at = find('@', 0);
  const digest = at < 0 ? undefined : part(at + 1, text.length, /^[\w+.:-]+$/);
  const nameEnd = at < 0 ? text.length : at;

  let lastSlash = -1;
  for (let slash = find('/', 0); slash >= 0 && slash < nameEnd; slash = find('/', slash + 1)) lastSlash = slash;
  const colon = find(':', lastSlash + 1);
  const hasTag = colon >= 0 && colon < nameEnd;
  const tag = hasTag ? part(colon + 1, nameEnd, /^[\w.-]+$/) : undefined;
  const pathEnd = hasTag ? colon : nameEnd;

  const firstSlash = find('/', 0);
  const first = firstSlash < 0 || firstSlash > pathEnd ? undefined : part(0, firstSlash, /^[\w.:[\]-]+$/);
  const registry = first !== undefined && namesRegistry(first) ? first : undefined;
  const repository = part(registry === undefined ? 0 : registry.range.end + 1, pathEnd, NAME);

  return {
    text,
    registry,
    repository,
    tag,
    digest,
    variables: [...new Set(expansions.map((one) => one.name))],
    canonical: canonicalName(registry, repository),
  };
}

/** Docker's rule: the first component is a host when it holds `.` or `:`, or is `localhost`. A lone variable there is taken for one. */
function namesRegistry(first: ReferencePart): boolean {
  return /[.:]/.test(first.text) || first.text === 'localhost' || /^\$(\w+|\{[^}]*\})$/.test(first.text);
}

function canonicalName(registry: ReferencePart | undefined, repository: ReferencePart): string | undefined {
  if (!repository.literal || repository.text === '' || registry?.literal === false) return undefined;
  const host = registry === undefined ? DOCKER_HUB : registry.text.toLowerCase();
  if (DOCKER_HUB_HOSTS.has(host)) return hubName(repository.text);
  for (const [mirror, prefix] of OFFICIAL_COPIES) {
    if (host === mirror && repository.text.startsWith(prefix)) return hubName(repository.text.slice(prefix.length));
  }
  return `${host}/${repository.text}`;
}

function hubName(repository: string): string {
  return `${DOCKER_HUB}/${repository.includes('/') ? repository : `library/${repository}`}`;
}

/** `$NAME`, `${…}` with nested braces, and the placeholders of templating tools (`{{x}}`, `<%= x %>`), which hide separators too. */
function findExpansions(text: string): readonly Expansion[] {
  const found: Expansion[] = [];
  let at = 0;
  while (at < text.length) {
    const end = expansionEnd(text, at);
    if (end === undefined) {
      at += 1;
      continue;
    }
    const name = /^\$\{?(\w+)/.exec(text.slice(at, end))?.[1];
    found.push({ name: name ?? text.slice(at, end), start: at, end });
    at = end;
  }
  return found;
}

function expansionEnd(text: string, start: number): number | undefined {
  const rest = text.slice(start);
  if (rest.startsWith('${')) {
    let depth = 0;
    for (let at = start + 1; at < text.length; at += 1) {
      if (text[at] === '{') depth += 1;
      if (text[at] === '}' && (depth -= 1) === 0) return at + 1;
    }
    return text.length;
  }
  const match = /^(\$\w+|\{\{[\s\S]*?\}\}|<%[\s\S]*?%>|%%\w+%%)/.exec(rest);
  return match === null ? undefined : start + match[0].length;
}
