/** One image, run as its Dockerfile says: what it answers, who it runs as, how it is and how it stops. */
import * as l10n from '@vscode/l10n';
import { setTimeout as pause } from 'node:timers/promises';
import { callEngine, Cancelled, type Engine, lastLines } from './engine.ts';
import { parseJson } from './image-facts.ts';
import { askApplication, type Asked, NoWayIn } from './ask.ts';
import { listProcesses } from './processes.ts';
import { runProgram } from './program.ts';
import type { VerifyRequest } from './request.ts';
import type { Answer, Health, ImageFacts, Observation, Stop } from './result.ts';

export interface RunOrder {
  /** Name of the image. */
  readonly image: string;
  readonly facts: ImageFacts;
  readonly buildSeconds: number;
  /** Of the container, and prefix of what belongs to it. */
  readonly name: string;
  /** `key=value`. */
  readonly label: string;
  readonly port: number | undefined;
  readonly request: VerifyRequest;
}

const SHOWN_LOG_LINES = 20;
/** How often the engine is asked how a container is. */
const PAUSE_MILLISECONDS = 250;
/** Docker's exit code for what it had to kill. */
const KILLED = 137;

interface State {
  readonly running: boolean;
  readonly exitCode: number;
  readonly health: string;
}

/** Runs it, looks at it, stops and removes it. Rejects with `EngineFailure`, `NoWayIn` or `Cancelled`. */
export async function observe(engine: Engine, order: RunOrder, signal: AbortSignal): Promise<Observation> {
  const { port, request, label, name, image } = order;
  const publish = port === undefined ? [] : ['--publish', `127.0.0.1::${port}`];
  const create = ['create', '--name', name, '--label', label, ...publish, ...request.runOptions, image];
  const id = (await callEngine(engine, create, { signal })).trim();
  try {
    return await observeContainer(engine, id, order, signal);
  } finally {
    await removeContainer(engine, id);
  }
}

async function observeContainer(engine: Engine, id: string, order: RunOrder, signal: AbortSignal): Promise<Observation> {
  const { facts, port, request, buildSeconds } = order;
  const seen = { image: facts, buildSeconds, port };
  const start = await runProgram(engine.program, ['start', id], { environment: engine.environment, limitSeconds: 60, signal });
  if (start.end === 'aborted') throw new Cancelled();
  if (start.code !== 0) {
    // A program that is not there is a matter of the image; it has no log.
    const end = { ended: true, exitCode: 127 } as const;
    return {
      ...seen,
      ...nothingSeen,
      end,
      log: lastLines(start.stderr, SHOWN_LOG_LINES),
      answers: noAnswers(request, l10n.t('it did not start')),
    };
  }
  const started = Date.now();
  const asked =
    port === undefined ? await watchWorker(engine, id, request, signal) : await askWhileRunning(engine, id, port, order, signal);
  const startSeconds = asked.firstAt === undefined ? undefined : (asked.firstAt - started) / 1000;
  const state = await readState(engine, id, signal);
  const processes = state.running ? await listProcesses(engine, id, signal) : undefined;
  const health = state.running ? await settledHealth(engine, id, order, signal) : 'none';
  const last = await readState(engine, id, signal);
  const stop = last.running ? await stopContainer(engine, id, request.stopSeconds, signal) : undefined;
  return {
    ...seen,
    end: last.running ? { ended: false } : { ended: true, exitCode: last.exitCode },
    startSeconds,
    answers: asked.answers,
    askedFromWithin: asked.fromWithin,
    processes,
    health,
    stop,
    log: await readLog(engine, id, signal),
  };
}

const nothingSeen = { askedFromWithin: false, startSeconds: undefined, processes: undefined, health: 'none', stop: undefined } as const;

function noAnswers({ paths }: VerifyRequest, reason: string): readonly Answer[] {
  return paths.map((path) => ({ path, kind: 'none', reason }));
}

/** Asks until there are answers, the time is up, or the container has ended. */
async function askWhileRunning(engine: Engine, id: string, port: number, order: RunOrder, signal: AbortSignal): Promise<Asked> {
  const over = new AbortController();
  const asking = askApplication(engine, { ...order, container: id, port }, AbortSignal.any([signal, over.signal]));
  const ended = (async (): Promise<undefined> => {
    while (!over.signal.aborted && (await readState(engine, id, signal)).running) await pause(PAUSE_MILLISECONDS);
    return undefined;
  })();
  try {
    const asked = await Promise.race([asking, ended]);
    return asked ?? { firstAt: undefined, answers: noAnswers(order.request, l10n.t('it ended by itself')), fromWithin: false };
  } finally {
    over.abort();
    // Both are over now, whichever came first; what the slower one has to say is of no use.
    await Promise.allSettled([asking, ended]);
  }
}

async function watchWorker(engine: Engine, id: string, { workerSeconds }: VerifyRequest, signal: AbortSignal): Promise<Asked> {
  const end = Date.now() + workerSeconds * 1000;
  while (Date.now() < end && (await readState(engine, id, signal)).running) await pause(PAUSE_MILLISECONDS);
  return { firstAt: undefined, answers: [], fromWithin: false };
}

async function settledHealth(engine: Engine, id: string, { facts, request }: RunOrder, signal: AbortSignal): Promise<Health> {
  if (facts.healthSeconds === undefined) return 'none';
  const end = Date.now() + Math.min(facts.healthSeconds, request.healthSeconds) * 1000;
  for (;;) {
    const health = engine.kind === 'podman' ? await checkByHand(engine, id, signal) : (await readState(engine, id, signal)).health;
    if (health === 'healthy' || (health === 'unhealthy' && engine.kind === 'docker')) return health;
    if (Date.now() > end) return engine.kind === 'podman' ? 'unhealthy' : 'unsettled';
    if (!(await readState(engine, id, signal)).running) return 'unsettled';
    await pause(PAUSE_MILLISECONDS * 2);
  }
}

/** Podman leaves the clock to systemd, which may not be there. */
async function checkByHand(engine: Engine, id: string, signal: AbortSignal): Promise<string> {
  const check = await runProgram(engine.program, ['healthcheck', 'run', id], { environment: engine.environment, limitSeconds: 60, signal });
  if (check.end === 'aborted') throw new Cancelled();
  return check.code === 0 ? 'healthy' : 'starting';
}

async function stopContainer(engine: Engine, id: string, stopSeconds: number, signal: AbortSignal): Promise<Stop> {
  const began = Date.now();
  await callEngine(engine, ['stop', '--time', String(stopSeconds), id], { signal, limitSeconds: stopSeconds + 60 });
  const seconds = (Date.now() - began) / 1000;
  const { exitCode } = await readState(engine, id, signal);
  return { seconds, exitCode, killed: exitCode === KILLED && seconds >= stopSeconds };
}

async function readState(engine: Engine, id: string, signal: AbortSignal): Promise<State> {
  const text = await callEngine(engine, ['inspect', '--format', '{{json .State}}', id], { signal });
  const raw = parseJson(text) as {
    readonly Running?: boolean;
    readonly ExitCode?: number;
    readonly Health?: { readonly Status?: string } | null;
  };
  return { running: raw.Running === true, exitCode: raw.ExitCode ?? 0, health: raw.Health?.Status ?? 'none' };
}

async function readLog(engine: Engine, id: string, signal: AbortSignal): Promise<readonly string[]> {
  const { end, stdout, stderr } = await runProgram(engine.program, ['logs', '--tail', '200', id], {
    environment: engine.environment,
    limitSeconds: 30,
    signal,
  });
  if (end === 'aborted') throw new Cancelled();
  return lastLines(`${stdout}\n${stderr}`, 200);
}

/** Never rejects: what is left behind is taken away at the end of the run, by its label. */
async function removeContainer(engine: Engine, id: string): Promise<void> {
  await runProgram(engine.program, ['rm', '--force', '--volumes', id], { environment: engine.environment, limitSeconds: 60 });
}

export { NoWayIn };
