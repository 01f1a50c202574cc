/** What a stage starts, by Docker's own rules, over what its base image brings along. */
import { jsonForm, type PlainDockerfile, type PlainInstruction, type PlainStage } from './plain-dockerfile.ts';

/** What an image brings along: of the published definition of Chainguard's node image. */
export interface ImageDefaults {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workdir: string;
}

export const CHAINGUARD_NODE: ImageDefaults = { entrypoint: ['/usr/bin/node'], cmd: ['--help'], workdir: '/app' };
export const OFFICIAL_NODE: ImageDefaults = { entrypoint: ['docker-entrypoint.sh'], cmd: ['node'], workdir: '/' };

const GOOGLE_NODE: ImageDefaults = { entrypoint: ['/nodejs/bin/node'], cmd: [], workdir: '/' };

/** Of an image that is not Chainguard's, by its name. */
export function defaultsOf(image: string): ImageDefaults {
  return /distroless\/nodejs/.test(image) ? GOOGLE_NODE : OFFICIAL_NODE;
}

export interface EffectiveStart {
  /** ENTRYPOINT and CMD together, as the process gets them; undefined when either is in shell form. */
  readonly command: readonly string[] | undefined;
  /** The shell form, when there is one. */
  readonly shellText: string | undefined;
  readonly workdir: string;
  readonly environment: ReadonlyMap<string, string>;
  /** Neither ENTRYPOINT nor CMD stands in the file. */
  readonly inherited: boolean;
}

/** From the stage that stands on an image to the stage itself. */
export function lineage(file: PlainDockerfile, stage: PlainStage): readonly PlainStage[] {
  const parent = file.stages.findLast(({ name, index }) => index < stage.index && name?.toLowerCase() === stage.image.toLowerCase());
  return parent === undefined ? [stage] : [...lineage(file, parent), stage];
}

export function effectiveStart(file: PlainDockerfile, stage: PlainStage, defaults: ImageDefaults): EffectiveStart {
  let entrypoint: PlainInstruction | undefined;
  let cmd: PlainInstruction | undefined;
  let { workdir } = defaults;
  const environment = new Map<string, string>();
  for (const { instructions } of lineage(file, stage)) {
    for (const instruction of instructions) {
      if (instruction.keyword === 'ENTRYPOINT') entrypoint = instruction;
      if (instruction.keyword === 'CMD') cmd = instruction;
      if (instruction.keyword === 'WORKDIR') workdir = resolvePath(workdir, expand(unquoted(instruction.rest), environment));
      setVariables(instruction, environment);
    }
  }
  const entrypointWords = entrypoint === undefined ? defaults.entrypoint : jsonForm(entrypoint.rest);
  // An ENTRYPOINT of the file takes the image's CMD away.
  const cmdWords = cmd === undefined ? (entrypoint === undefined ? defaults.cmd : []) : jsonForm(cmd.rest);
  const shellText = entrypointWords === undefined ? entrypoint?.rest : cmdWords === undefined ? cmd?.rest : undefined;
  const command = entrypointWords === undefined || cmdWords === undefined ? undefined : [...entrypointWords, ...cmdWords];
  return { command, shellText, workdir, environment, inherited: entrypoint === undefined && cmd === undefined };
}

/** ENV, and the defaults of build arguments so far as they are written down. */
export function setVariables({ keyword, rest }: PlainInstruction, environment: Map<string, string>): void {
  if (keyword !== 'ENV' && keyword !== 'ARG') return;
  for (const [name, value] of pairs(rest)) {
    if (keyword === 'ENV' || !environment.has(name)) environment.set(name, expand(value, environment));
  }
}

/** POSIX paths; `path` may be absolute. */
export function resolvePath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : `${base}/`}${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function expand(text: string, environment: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g,
    (whole, braced: string | undefined, otherwise: string | undefined, plain: string | undefined) =>
      environment.get(braced ?? plain ?? '') ?? otherwise ?? whole,
  );
}

export function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

/** `K=V K2="a b"` and the old `K V`. */
function pairs(rest: string): readonly (readonly [name: string, value: string])[] {
  if (!/^[^\s=]+=/.test(rest)) {
    const [, name = '', value] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
    return value === undefined || value === '' ? [] : [[name, unquoted(value)]];
  }
  return [...rest.matchAll(/([^\s=]+)=((?:"(?:\\.|[^"])*"|'[^']*'|\\.|[^\s"'])*)/g)].map(([, name = '', value = '']) => [
    name,
    unquoted(value),
  ]);
}
