/** What can be seen of an image that is run as its Dockerfile says: answers, processes, health, rights, and how it stops. */
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from './engine/command.ts';
import type { Engine } from './engine/engine.ts';
import type { Expectations } from './examples.ts';
import { type ContainerProcess, processTree } from './processes.ts';

export interface Answer {
  /** 0 when there was none; then `body` says why. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Observation {
  /** Ended by itself before it was asked to. */
  readonly ended: boolean;
  readonly answers: readonly Answer[];
  readonly inFlight?: Answer;
  readonly processes: readonly ContainerProcess[];
  readonly health: string;
  /** Of the folders asked for, those where the container's user can make a file. */
  readonly writable: readonly string[];
  /** Files below the working directory, without node_modules and npm's cache. */
  readonly files: readonly string[];
  /** Of the paths asked for, those that exist. */
  readonly present: readonly string[];
  /** Packages that apk's database names. */
  readonly installed: readonly string[];
  readonly logs: string;
  readonly exitCode: number;
  readonly startSeconds: number;
  readonly stopSeconds: number;
}

/** Folders that no application may write to. */
export const SYSTEM_FOLDERS = ['/etc', '/usr/bin', '/usr/lib'];

/** Longer than any conversion may take, shorter than Docker's own patience: an original that does not listen costs it each time. */
const STOP_SECONDS = 3;
const START_SECONDS = 15;
/** No network but its own: no port of the machine is taken, and none can be in use already. */
const CREATE = ['--network', 'none', '--health-interval', '1s', '--health-start-period', '0s'];
const probeFile = fileURLToPath(new URL('probe.mjs', import.meta.url));

/** Runs, looks, stops and removes it. Rejects only when the engine itself fails. */
export async function observe(
  engine: Engine,
  image: string,
  expected: Expectations,
  runArguments: readonly string[] = [],
): Promise<Observation> {
  const id = (await engine.must(['create', ...CREATE, ...engine.createArguments, ...runArguments, image])).trim();
  try {
    return await observeContainer(engine, id, expected);
  } finally {
    await engine.docker(['rm', '--force', '--volumes', id]);
  }
}

/** Each call of the client costs a tenth of a second of a processor, so what /proc says is read there. */
async function observeContainer(engine: Engine, id: string, expected: Expectations): Promise<Observation> {
  const docker = (args: readonly string[]): ReturnType<Engine['docker']> => engine.docker(args, { limitSeconds: 60 });
  const state = async (format: string): Promise<string> => (await docker(['inspect', '--format', format, id])).stdout.trim();
  const { code, stderr } = await docker(['start', id]);
  if (code !== 0) return notStarted(stderr);
  const started = Date.now();
  const pid = Number(await state('{{.State.Pid}}'));

  const answers = expected.port === undefined ? await waitForLogs(engine, id, expected) : await askAll(pid, expected.port, expected);
  const processes = processTree(pid);
  const ended = processes.length === 0;
  const health = ended || expected.healthy === undefined ? 'not asked' : await settledHealth(state, () => engine.lookAtHealth(id));
  const seen = ended || expected.runtime === 'nginx' ? NOTHING_SEEN : await look(engine, id, expected);
  const end = ended ? { stopSeconds: 0 } : await stop(engine, id, pid, expected);
  const exitCode = Number((await docker(['wait', id])).stdout);
  const isTold = ended || expected.logs !== undefined || expected.farewell !== undefined;
  const logs = isTold ? await docker(['logs', id]) : { stdout: '', stderr: '' };
  return {
    ended,
    answers,
    processes,
    health,
    ...seen,
    ...end,
    logs: `${logs.stdout}${logs.stderr}`,
    exitCode,
    startSeconds: ((answers[0]?.at ?? started) - started) / 1000,
  };
}

/** Stops it, with a request in flight where there is one to make. */
async function stop(
  engine: Engine,
  id: string,
  pid: number,
  { inFlight: path, port }: Expectations,
): Promise<Pick<Observation, 'inFlight' | 'stopSeconds'>> {
  const slow = path === undefined || port === undefined ? undefined : await startRequest(pid, port, path);
  const stopping = Date.now();
  const stopped = engine.docker(['stop', '--time', String(STOP_SECONDS), id], { limitSeconds: 60 });
  const isOver = { value: false };
  void stopped.then(() => (isOver.value = true));
  // What the engine tidies up afterwards is no time of the application.
  while (processTree(pid).length > 0 && !isOver.value) await wait(20);
  const stopSeconds = (Date.now() - stopping) / 1000;
  await stopped;
  const [inFlight] = slow === undefined ? [] : await slow.answers;
  return { stopSeconds, ...(inFlight !== undefined && { inFlight }) };
}

/** Resolves when the request has been sent and the application had a moment to take it. */
async function startRequest(pid: number, port: number, path: string): Promise<{ readonly answers: Promise<readonly Answer[]> }> {
  let answers: Promise<readonly Answer[]> = Promise.resolve([]);
  await new Promise<void>((resolve) => {
    answers = probe(pid, port, [{ path }], resolve);
    void answers.then(() => resolve());
  });
  await wait(400);
  return { answers };
}

function askAll(pid: number, port: number, { requests = [] }: Expectations): Promise<readonly Answer[]> {
  return probe(pid, port, requests);
}

async function probe(
  pid: number,
  port: number,
  requests: readonly { method?: string; path: string; send?: string }[],
  onSent?: () => void,
): Promise<readonly Answer[]> {
  const question = JSON.stringify({ port, waitSeconds: START_SECONDS, requests });
  const inside = ['--target', String(pid), '--net', process.execPath, probeFile, question];
  const program = run('nsenter', inside, { limitSeconds: START_SECONDS * 3, ...(onSent !== undefined && { onWord: onSent }) });
  // A container that ends takes its network with it; there is nobody left to wait for.
  const watch = (async (): Promise<undefined> => {
    while (processTree(pid).length > 0) await wait(200);
    await wait(2000);
    return undefined;
  })();
  const result = await Promise.race([program, watch]);
  if (result === undefined || result.code !== 0)
    return requests.map(() => ({ status: 0, headers: {}, body: result?.stderr ?? 'it ended', at: Date.now() }));
  return JSON.parse(result.stdout) as readonly Answer[];
}

/** For a worker: its "answer" is that all lines were logged. */
async function waitForLogs(engine: Engine, id: string, { logs = [] }: Expectations): Promise<readonly Answer[]> {
  const end = Date.now() + START_SECONDS * 1000;
  while (Date.now() < end) {
    const { stdout, stderr } = await engine.docker(['logs', id]);
    if (logs.every((line) => `${stdout}${stderr}`.includes(line))) break;
    await wait(50);
  }
  return [{ status: 0, headers: {}, body: '', at: Date.now() }];
}

async function settledHealth(state: (format: string) => Promise<string>, makeCheck: () => Promise<void>): Promise<string> {
  let health = await state('{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}');
  for (let attempt = 0; health === 'starting' && attempt < 60; attempt++) {
    await makeCheck();
    await wait(200);
    health = await state('{{.State.Health.Status}}');
  }
  return health;
}

type Look = Pick<Observation, 'writable' | 'files' | 'present' | 'installed'>;
const NOTHING_SEEN: Look = { writable: [], files: [], present: [], installed: [] };

/** Runs in the container, as its user: the one program that all images have is node. */
const LOOK = `
const fs = require('node:fs'), { join } = require('node:path');
const [folders, paths] = JSON.parse(process.argv[1]);
const canWrite = (folder) => { const file = join(folder, '.write-test'); try { fs.writeFileSync(file, ''); fs.rmSync(file); return true; } catch { return false; } };
const list = (folder, below = '') => fs.readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
  const path = join(below, entry.name);
  if (entry.name === 'node_modules' || entry.name === '.npm') return [];
  return entry.isDirectory() ? list(folder, path) : [path];
});
let files = [];
try { files = process.cwd() === '/' ? [] : list(process.cwd()); } catch (error) { files = [String(error)]; }
let database = '';
try { database = fs.readFileSync('/usr/lib/apk/db/installed', 'utf8'); } catch {}
const installed = [...database.matchAll(/^P:(.*)$/gm)].map(([, name]) => name);
process.stdout.write(JSON.stringify({ writable: folders.filter(canWrite), files: files.sort(), present: paths.filter((path) => fs.existsSync(path)), installed }));
`;

async function look(engine: Engine, id: string, expected: Expectations): Promise<Look> {
  const { writable = [], notWritable = [], absent = [] } = expected;
  const question = JSON.stringify([[...writable, ...notWritable, ...SYSTEM_FOLDERS], absent]);
  const { code, stdout, stderr } = await engine.docker(['exec', id, 'node', '-e', LOOK, question]);
  if (code !== 0) return { ...NOTHING_SEEN, files: [`could not be listed: ${stderr.trim()}`] };
  return JSON.parse(stdout) as Look;
}

function notStarted(reason: string): Observation {
  const nothing = { ended: true, answers: [], processes: [], ...NOTHING_SEEN };
  return { ...nothing, health: 'not asked', logs: reason, exitCode: 127, startSeconds: 0, stopSeconds: 0 };
}
