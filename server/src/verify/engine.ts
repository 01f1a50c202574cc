/** The person's own engine: which program it is, whether it answers, and how it is called. */
import * as l10n from '@vscode/l10n';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { type ProgramResult, runProgram } from './program.ts';
import type { EngineKind } from './request.ts';
import type { EngineProblem } from './result.ts';

export interface Engine {
  readonly kind: EngineKind;
  /** As it is shown: `Docker 28.2.2`. */
  readonly version: string;
  /** Absolute path, or the name that was given. */
  readonly program: string;
  /** For the program. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it publishes can be reached from here. */
  readonly isLocal: boolean;
}

export type FoundEngine = { readonly engine: Engine } | { readonly problem: EngineProblem; readonly message: string };

/** The engine said no where it should not have. */
export class EngineFailure extends Error {}

/** Somebody does not want the answer any more. */
export class Cancelled extends Error {}

const ANSWER_SECONDS = 20;

/** Asks the program who it is and whether its daemon answers. Rejects with `Cancelled` alone. */
export async function findEngine(
  wish: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<FoundEngine> {
  const program = wish ?? findOnPath('docker', environment) ?? findOnPath('podman', environment);
  if (program === undefined) {
    return {
      problem: 'not-found',
      message: l10n.t('Neither docker nor podman is on PATH. Install one of them, or name the program with --engine.'),
    };
  }
  // `docker build` puts its result where `docker run` finds it, unless a builder of another kind is in force.
  const ours = { ...environment, BUILDX_BUILDER: undefined };
  const ask = async (...args: readonly string[]): Promise<ProgramResult> => {
    const result = await runProgram(program, args, { environment: ours, limitSeconds: ANSWER_SECONDS, signal });
    if (result.end === 'aborted') throw new Cancelled();
    return result;
  };

  const identity = await ask('--version');
  if (identity.end === 'failed-to-start') {
    return { problem: 'not-found', message: l10n.t('{0} could not be started: {1}.', program, identity.stderr.trim()) };
  }
  const kind = /^(docker|podman) version/i.exec(identity.stdout.trim())?.[1]?.toLowerCase();
  if (kind !== 'docker' && kind !== 'podman') {
    return {
      problem: 'unknown-program',
      message: l10n.t('{0} says of itself "{1}": it is neither docker nor podman.', program, firstLine(identity.stdout)),
    };
  }
  const question = kind === 'docker' ? ['version', '--format', '{{.Server.Version}}'] : ['info', '--format', '{{.Version.Version}}'];
  const server = await ask(...question);
  if (server.end === 'late') {
    return { problem: 'unreachable', message: l10n.t('{0} did not hear from its daemon within {1} s.', program, ANSWER_SECONDS) };
  }
  if (server.code !== 0 || server.stdout.trim() === '') return refusal(kind, server);
  const version = `${kind === 'docker' ? 'Docker' : 'Podman'} ${server.stdout.trim()}`;
  const builds = kind === 'docker' && environment['DOCKER_BUILDKIT'] === undefined ? { ...ours, DOCKER_BUILDKIT: '1' } : ours;
  return { engine: { kind, version, program, environment: builds, isLocal: await isLocal(kind, environment, ask) } };
}

/** What the client says when its daemon does not answer, in words that help. */
function refusal(kind: EngineKind, { stdout, stderr }: ProgramResult): FoundEngine {
  const said = firstLine(stderr.trim() === '' ? stdout : stderr);
  if (/permission denied|access is denied/i.test(said)) {
    return {
      problem: 'forbidden',
      message: l10n.t(
        'You may not use the {0} socket: {1} Join the group docker, use a rootless engine, or run this with the rights that it needs.',
        kind,
        said,
      ),
    };
  }
  return {
    problem: 'unreachable',
    message: l10n.t('The {0} daemon does not answer: {1} Start it, or name another engine with --engine.', kind, said),
  };
}

/** A daemon on another machine publishes its ports there. */
async function isLocal(
  kind: EngineKind,
  environment: Readonly<Record<string, string | undefined>>,
  ask: (...args: readonly string[]) => Promise<ProgramResult>,
): Promise<boolean> {
  const named = environment[kind === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST'] ?? '';
  const host =
    named !== '' || kind === 'podman' ? named : (await ask('context', 'inspect', '--format', '{{.Endpoints.docker.Host}}')).stdout.trim();
  if (host.startsWith('ssh:')) return false;
  const tcp = /^(?:tcp|https?):\/\/(\[[^\]]*\]|[^:/]+)/.exec(host)?.[1];
  return tcp === undefined || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(tcp);
}

/** Runs the engine's client for something that must succeed, and gives its standard output. Rejects with `EngineFailure` or `Cancelled`. */
export async function callEngine(
  engine: Engine,
  args: readonly string[],
  options: { readonly signal?: AbortSignal | undefined; readonly limitSeconds?: number } = {},
): Promise<string> {
  const { signal, limitSeconds = 60 } = options;
  const { end, code, stdout, stderr } = await runProgram(engine.program, args, { environment: engine.environment, limitSeconds, signal });
  if (end === 'aborted') throw new Cancelled();
  if (end === 'late') throw new EngineFailure(l10n.t('{0} did not end within {1} s.', `${engine.kind} ${args[0] ?? ''}`, limitSeconds));
  if (code !== 0) throw new EngineFailure(l10n.t('{0} failed: {1}', `${engine.kind} ${args[0] ?? ''}`, lastLines(stderr, 3).join(' ')));
  return stdout;
}

/** Of a text, the last lines that hold something. */
export function lastLines(text: string, count: number): readonly string[] {
  return text
    .split(/\r?\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count);
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').trim().slice(0, 300);
}

/** Undefined when no folder of PATH has it. */
function findOnPath(name: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const path = environment['PATH'] ?? environment['Path'] ?? '';
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  // A relative folder would let a project bring its own docker.
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
