/** Compose files: which services build a Dockerfile, and what they change about it. */
import { parse as parseYaml } from 'yaml';
import { baseName } from '../shell/index.ts';
import { textOf } from './existence.ts';
import type { ProjectFiles } from './files.ts';
import { isRecord } from './package-json.ts';
import { folderOf, normalisePath, resolvePath } from './paths.ts';
import { rememberParsed } from './text-cache.ts';

/** `command:` and `entrypoint:`: a string is split like a shell's words but runs without a shell. */
export type ComposeCommand =
  | { readonly form: 'string'; readonly text: string }
  | { readonly form: 'list'; readonly words: readonly string[] };

/** A service that builds a given Dockerfile, or runs what another service builds from it. */
export interface ComposeService {
  /** The compose file, relative to the workspace root. */
  readonly path: string;
  readonly name: string;
  /** Build context, relative to the workspace root. */
  readonly context: string;
  /** Dockerfile, relative to the workspace root. */
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly command: ComposeCommand | undefined;
  readonly entrypoint: ComposeCommand | undefined;
  readonly user: string | undefined;
  /** Short form; the long form is written as `published:target`. */
  readonly ports: readonly string[];
  /** Short form; the long form is written as `source:target`. */
  readonly volumes: readonly string[];
  /** The `test` of its health check. */
  readonly healthcheck: ComposeCommand | undefined;
}

const composeName = /^(?:docker-)?compose(?:[-._][\w.-]+)?\.ya?ml$/i;
const usualNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/**
 * Every service of every compose file in sight that runs what the Dockerfile at `dockerfilePath` makes: those that build it, and those
 * without a `build` of their own that share its image, extend such a service, or stand under its name in another compose file of that
 * folder (compose merges them: `-f compose.yaml -f compose.prod.yaml`).
 */
export function composeServicesFor(files: ProjectFiles, dockerfilePath: string): readonly ComposeService[] {
  const wanted = normalisePath(dockerfilePath);
  const all = composeFiles(files, wanted).flatMap((path) => {
    const text = textOf(files, path);
    return text === undefined ? [] : readServices(text, path);
  });
  const builders = all.filter((service): service is Read & Buildable => service.build?.dockerfile === wanted);
  const others = all.flatMap((service) => {
    const builder = service.build === undefined && !service.buildsElsewhere ? builders.find((one) => runsImageOf(service, one)) : undefined;
    return builder === undefined ? [] : [finished(service, builder.build)];
  });
  return [...builders.map((service) => finished(service, service.build)), ...others];
}

/** The services of a compose file that build something local. A file that is not valid YAML has none. */
export function parseCompose(text: string, path: string): readonly ComposeService[] {
  return readServices(text, path).flatMap((service) => (service.build === undefined ? [] : [finished(service, service.build)]));
}

type Build = Pick<ComposeService, 'context' | 'dockerfile' | 'target'>;

/** A service as it stands in its file. */
interface Read {
  readonly overrides: Omit<ComposeService, keyof Build>;
  readonly build: Build | undefined;
  /** It builds something that cannot be followed. */
  readonly buildsElsewhere: boolean;
  readonly image: string | undefined;
  /** Name of a service of the same file. */
  readonly extends: string | undefined;
}

interface Buildable {
  readonly build: Build;
}

function finished({ overrides }: Read, build: Build): ComposeService {
  return { ...overrides, ...build };
}

function runsImageOf(service: Read, builder: Read): boolean {
  if (service.image !== undefined) return service.image === builder.image;
  const [own, other] = [service.overrides, builder.overrides];
  if (own.path === other.path) return service.extends === other.name;
  return own.name === other.name && folderOf(own.path) === folderOf(other.path);
}

function readServices(text: string, path: string): readonly Read[] {
  return Object.entries(parseServices(text)).flatMap(([name, service]) => (isRecord(service) ? [readService(name, service, path)] : []));
}

const parseServices = rememberParsed(512, (text): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = parseYaml(text, { merge: true, logLevel: 'error', uniqueKeys: false });
    return isRecord(value) && isRecord(value['services']) ? value['services'] : {};
  } catch {
    return {};
  }
});

/** From the listing, nearest to the Dockerfile first; without one, the usual names in its folder and above. */
function composeFiles(files: ProjectFiles, dockerfilePath: string): readonly string[] {
  const listed = files.list('');
  if (listed !== undefined) {
    const distance = (path: string): number => Math.abs(path.split('/').length - dockerfilePath.split('/').length);
    return listed.filter((path) => composeName.test(baseName(path))).sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1));
  }
  const found: string[] = [];
  for (let folder = folderOf(dockerfilePath); ; folder = folderOf(folder)) {
    found.push(...usualNames.map((name) => resolvePath(folder, name)));
    if (folder === '') return found;
  }
}

function readService(name: string, service: Readonly<Record<string, unknown>>, path: string): Read {
  const healthcheck = isRecord(service['healthcheck']) ? service['healthcheck']['test'] : undefined;
  const base = service['extends'];
  const build = readBuild(service['build'], path);
  return {
    overrides: {
      path,
      name,
      command: composeCommand(service['command']),
      entrypoint: composeCommand(service['entrypoint']),
      user: scalar(service['user']),
      ports: list(service['ports'], portText),
      volumes: list(service['volumes'], volumeText),
      healthcheck: composeCommand(healthcheck),
    },
    build,
    buildsElsewhere: build === undefined && service['build'] !== undefined,
    image: substitute(service['image']),
    extends: isRecord(base) && base['file'] === undefined ? scalar(base['service']) : scalar(base),
  };
}

/** Undefined where nothing local is built, or where it cannot be told what. */
function readBuild(build: unknown, path: string): Build | undefined {
  const settings: Readonly<Record<string, unknown>> | undefined =
    typeof build === 'string' ? { context: build } : isRecord(build) ? build : undefined;
  if (settings === undefined || settings['dockerfile_inline'] !== undefined) return undefined;
  const context = substitute(settings['context'] ?? '.');
  const dockerfile = substitute(settings['dockerfile'] ?? 'Dockerfile');
  if (context === undefined || dockerfile === undefined || /^(?:[a-z+]+:\/\/|git@)/.test(context)) return undefined;
  const folder = resolvePath(folderOf(path), context).replace(/^\//, '');
  return { context: folder, dockerfile: resolvePath(folder, dockerfile), target: substitute(settings['target']) };
}

/** `${NAME:-default}` as its default; undefined when a variable has none. */
function substitute(value: unknown): string | undefined {
  const text = scalar(value);
  if (text === undefined) return undefined;
  const replaced = text.replace(/\$\{\w+:?-([^}]*)\}/g, '$1');
  return replaced.replaceAll('$$', '').includes('$') ? undefined : replaced.replaceAll('$$', '$');
}

function composeCommand(value: unknown): ComposeCommand | undefined {
  if (Array.isArray(value)) return { form: 'list', words: value.map((word) => scalar(word) ?? '') };
  const text = scalar(value);
  return text === undefined ? undefined : { form: 'string', text };
}

function scalar(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function list(value: unknown, long: (item: Readonly<Record<string, unknown>>) => string | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.map((item) => (isRecord(item) ? long(item) : scalar(item))).filter((item) => item !== undefined);
}

function portText(item: Readonly<Record<string, unknown>>): string | undefined {
  const target = scalar(item['target']);
  const published = scalar(item['published']);
  return target === undefined || published === undefined ? target : `${published}:${target}`;
}

function volumeText(item: Readonly<Record<string, unknown>>): string | undefined {
  const target = scalar(item['target']);
  const source = scalar(item['source']);
  return target === undefined || source === undefined ? target : `${source}:${target}`;
}
