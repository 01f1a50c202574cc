/** Chooses an engine and starts it: Docker, or where that cannot run podman, or the one that CONTAINERS_ENGINE names. */
import { tmpdir } from 'node:os';
import { whyNoRoom } from './disk.ts';
import { docker } from './docker.ts';
import { type Engine, startEngine } from './engine.ts';
import type { EngineKind } from './kind.ts';
import { podman } from './podman.ts';
import { HARNESS_PROGRAMS, type Machine, whatIsMissing, whyNoRights, whyNotHere } from './prerequisites.ts';

const KINDS: readonly EngineKind[] = [docker, podman];

/** Bytes: what all images of a run take (about 7 GB with Docker), and some air. */
const ROOM = 10e9;

export type Opened = { readonly engine: Engine } | { readonly reason: string };

export interface OpenRequest {
  readonly machine: Machine;
  /** Name of an engine; empty for the first that runs. */
  readonly choice: string;
  /** Receives one line per thing worth knowing. */
  readonly say: (line: string) => void;
  /** Bytes that must be free where the data goes. */
  readonly room?: number;
  readonly kinds?: readonly EngineKind[];
}

/** Never rejects: a machine without an engine is told by its reasons. */
export async function openEngine({ machine, choice, say, room = ROOM, kinds = KINDS }: OpenRequest): Promise<Opened> {
  const names = kinds.map(({ name }) => name).join(' or ');
  const wanted = kinds.filter(({ name }) => choice === '' || name === choice);
  if (wanted.length === 0) return { reason: `CONTAINERS_ENGINE is ${choice}; it can be ${names}` };
  const reason =
    whyNotHere(machine) ??
    whyNoRoom(tmpdir(), room) ??
    (await whatIsMissing(machine, HARNESS_PROGRAMS, say)) ??
    (await whyNoRights(machine));
  if (reason !== undefined) return { reason };
  const reasons: string[] = [];
  for (const kind of wanted) {
    const result = await open(kind, machine, say);
    if ('engine' in result) {
      for (const line of [result.engine.version, ...kind.remarks]) say(line);
      return result;
    }
    reasons.push(`${kind.name}: ${result.reason}`);
    if (kind !== wanted.at(-1)) say(`${kind.name} cannot be used: ${result.reason}; trying the next engine`);
  }
  return { reason: reasons.join('\n') };
}

async function open(kind: EngineKind, machine: Machine, say: (line: string) => void): Promise<Opened> {
  const missing = await whatIsMissing(machine, kind.programs, say);
  if (missing !== undefined) return { reason: missing };
  try {
    return { engine: await startEngine(kind) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
