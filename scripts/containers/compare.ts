/** What is wrong with a conversion, seen from outside: a list of plain sentences, empty when nothing is. */
import type { Engine } from './engine/engine.ts';
import type { Expectations } from './examples.ts';
import { NODE_UID } from './images/chainguard-node.ts';
import { type Answer, type Observation, SYSTEM_FOLDERS } from './observe.ts';
import type { ContainerProcess } from './processes.ts';

export type ProblemKind =
  | 'ended'
  | 'answer'
  | 'in-flight'
  | 'user'
  | 'arguments'
  | 'environment'
  | 'health'
  | 'rights'
  | 'files'
  | 'packages'
  | 'configuration'
  | 'logs'
  | 'stop';

export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
}

/** What an image's configuration says. */
export interface ImageConfiguration {
  readonly environment: ReadonlyMap<string, string>;
  readonly workdir: string;
  readonly user: string;
  readonly volumes: readonly string[];
  /** As `3000/tcp`. */
  readonly ports: readonly string[];
  /** Empty: the engine's own, SIGTERM. */
  readonly stopSignal: string;
  readonly bytes: number;
}

export interface Seen {
  readonly observation: Observation;
  readonly configuration: ImageConfiguration;
}

/** Variables of the old base image, which law 7 lets go. */
const OLD_BASE = new Set(['NODE_VERSION', 'YARN_VERSION', 'PATH', 'HOME']);
const GRACE_SECONDS = 2;

export async function readConfiguration(engine: Engine, image: string): Promise<ImageConfiguration> {
  const [raw] = JSON.parse(await engine.must(['image', 'inspect', image])) as readonly RawImage[];
  const { Env = [], WorkingDir = '', User = '', Volumes, ExposedPorts, StopSignal = '' } = raw?.Config ?? {};
  const environment = new Map((Env ?? []).map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
  const [volumes, ports] = [Object.keys(Volumes ?? {}), Object.keys(ExposedPorts ?? {})];
  const workdir = WorkingDir === '' ? '/' : WorkingDir;
  return { environment, workdir, user: User, volumes, ports, stopSignal: StopSignal, bytes: raw?.Size ?? 0 };
}

interface RawImage {
  readonly Size: number;
  readonly Config: {
    readonly Env?: readonly string[] | null;
    readonly WorkingDir?: string;
    readonly User?: string;
    readonly Volumes?: object | null;
    readonly ExposedPorts?: object | null;
    readonly StopSignal?: string;
  };
}

/** Does the original do what `requests.json` says? Without that, a comparison says nothing. */
export function checkOriginal(expected: Expectations, { observation }: Seen): readonly Problem[] {
  return [
    ...checkLife(observation),
    ...checkAnswers(expected, observation),
    ...checkLogs(expected, observation),
    ...checkHealth(expected, observation),
  ];
}

/** Everything that must be as before, and everything that must be better. */
export function checkConversion(expected: Expectations, before: Seen, after: Seen): readonly Problem[] {
  const { observation } = after;
  return [
    ...checkLife(observation),
    ...checkAnswers(expected, observation),
    ...checkLogs(expected, observation),
    ...checkHealth(expected, observation),
    ...checkUser(observation),
    ...checkArguments(before, after),
    ...checkEnvironment(before, after),
    ...checkRights(expected, observation),
    ...checkFiles(before, after),
    ...checkPackages(expected, observation),
    ...checkConfiguration(before, after),
    ...checkStop(expected, observation),
  ];
}

function checkLife({ ended, exitCode, logs }: Observation): Problem[] {
  if (!ended) return [];
  const lines = logs.trim().split('\n');
  const telling = lines.filter((line) => /error|denied|no such|not found/i.test(line));
  const cause = (telling.length > 0 ? telling.slice(0, 2) : lines.slice(-2)).join(' | ');
  return [{ kind: 'ended', message: `it ended by itself (${exitCode}): ${cause.slice(0, 400)}` }];
}

function checkAnswers({ requests = [], port }: Expectations, { answers }: Observation): Problem[] {
  if (port === undefined) return [];
  return requests.flatMap((request, index) => {
    const name = `${request.method ?? 'GET'} ${request.path}`;
    const answer = answers[index];
    const wrong = (what: string): Problem[] => [{ kind: 'answer', message: `${name}: ${what}` }];
    if (answer === undefined || answer.status === 0) return wrong(`no answer${describeNone(answer)}`);
    if (answer.status !== request.status)
      return wrong(`status ${answer.status} instead of ${request.status}: ${answer.body.slice(0, 200)}`);
    if (request.body !== undefined && answer.body !== request.body) return wrong(`${quote(answer.body)} instead of ${quote(request.body)}`);
    const headers = Object.entries(request.headers ?? {}).filter(([header, value]) => answer.headers[header] !== value);
    return headers.flatMap(([header, value]) => wrong(`${header}: ${answer.headers[header] ?? 'nothing'} instead of ${value}`));
  });
}

function describeNone(answer: Answer | undefined): string {
  return answer === undefined || answer.body === '' ? '' : ` (${answer.body.trim().slice(0, 200)})`;
}

function checkLogs({ logs: lines = [] }: Expectations, { logs }: Observation): Problem[] {
  return lines.filter((line) => !logs.includes(line)).map((line) => ({ kind: 'logs', message: `${quote(line)} is not in the log` }));
}

function checkHealth({ healthy }: Expectations, { health, ended }: Observation): Problem[] {
  return healthy !== true || ended || health === 'healthy' ? [] : [{ kind: 'health', message: `the health check says ${health}` }];
}

function checkUser({ processes, ended }: Observation): Problem[] {
  const others = processes.filter(({ uid }) => uid !== NODE_UID);
  if (ended || (processes.length > 0 && others.length === 0)) return [];
  return [{ kind: 'user', message: `runs as ${others.map(({ uid }) => uid).join(', ') || 'nobody'} instead of ${NODE_UID}` }];
}

/** The application is the process that has no other below it: npm and shells are only its way there. */
function application({ processes }: Observation): ContainerProcess | undefined {
  return processes.at(-1);
}

function checkArguments(before: Seen, after: Seen): Problem[] {
  const [old, now] = [application(before.observation), application(after.observation)];
  if (old === undefined || now === undefined) return [];
  const [wanted, got] = [relocate(commandLine(old), before, after), commandLine(now)];
  return wanted === got ? [] : [{ kind: 'arguments', message: `${quote(got)} instead of ${quote(wanted)}` }];
}

function commandLine({ argv: [program = '', ...args] }: ContainerProcess): string {
  return [program.replace(/^.*\//, ''), ...args].join(' ');
}

/** What the file sets, where the application sees it. */
function checkEnvironment(before: Seen, after: Seen): Problem[] {
  const environment = application(after.observation)?.environment;
  if (environment === undefined) return [];
  const set = [...before.configuration.environment].filter(([name]) => !OLD_BASE.has(name));
  const lost = set.filter(([name, value]) => environment.get(name) !== relocate(value, before, after));
  const folders = [
    ...(before.configuration.environment.get('PATH') ?? '').split(':').filter((folder) => !/^(\/(usr\/(local\/)?)?s?bin)?$/.test(folder)),
    ...ownPrograms(before),
  ];
  const path = (environment.get('PATH') ?? '').split(':');
  const missing = folders.filter((folder) => !path.includes(relocate(folder, before, after)));
  return [
    ...lost.map(
      ([name, value]): Problem => ({ kind: 'environment', message: `${name} is ${environment.get(name) ?? 'unset'} instead of ${value}` }),
    ),
    ...missing.map((folder): Problem => ({ kind: 'environment', message: `PATH lacks ${folder}` })),
  ];
}

/** A package manager that started the original let it find the programs of its dependencies. */
function ownPrograms({ observation, configuration }: Seen): string[] {
  const path = application(observation)?.environment.get('PATH') ?? '';
  return path.split(':').filter((folder) => folder === `${configuration.workdir}/node_modules/.bin`);
}

/** What an image tells its engine, and nobody sees while it runs. */
function checkConfiguration(before: Seen, after: Seen): Problem[] {
  const [old, now] = [before.configuration, after.configuration];
  const lost = [
    ...old.volumes.filter((volume) => !now.volumes.includes(relocate(volume, before, after))).map((volume) => `volume ${volume}`),
    ...old.ports.filter((port) => !now.ports.includes(port)).map((port) => `port ${port}`),
    ...(old.stopSignal === now.stopSignal ? [] : [`stop signal ${old.stopSignal || 'SIGTERM'}`]),
  ];
  return lost.map((what) => ({ kind: 'configuration', message: `${what} is not there any more` }));
}

function checkRights({ writable = [], notWritable = [] }: Expectations, { writable: can, ended }: Observation): Problem[] {
  if (ended) return [];
  const lacking = writable.filter((folder) => !can.includes(folder));
  const excessive = [...notWritable, ...SYSTEM_FOLDERS].filter((folder) => can.includes(folder));
  return [
    ...lacking.map((folder): Problem => ({ kind: 'rights', message: `${folder} is not writable` })),
    ...excessive.map((folder): Problem => ({ kind: 'rights', message: `${folder} is writable` })),
  ];
}

/** Nothing of the application is lost; more of it is no harm, but for what `absent` names. */
function checkFiles(before: Seen, after: Seen): Problem[] {
  if (after.observation.ended || before.configuration.workdir === '/') return [];
  const now = new Set(after.observation.files);
  // npm, which started the original, writes its log into the home of its user, which may be the application's folder.
  const lost = before.observation.files.filter((file) => !now.has(file) && !file.startsWith('.npm/'));
  const kept = after.observation.present;
  return [
    ...(lost.length === 0 ? [] : [{ kind: 'files' as const, message: `not there any more: ${lost.slice(0, 10).join(', ')}` }]),
    ...kept.map((path): Problem => ({ kind: 'files', message: `${path} is still there` })),
  ];
}

function checkPackages({ installed = [] }: Expectations, { installed: known, ended }: Observation): Problem[] {
  if (ended) return [];
  const unknown = installed.filter((name) => !known.includes(name));
  return unknown.map((name) => ({ kind: 'packages', message: `apk's database does not name ${name}` }));
}

function checkStop({ inFlight, farewell = [] }: Expectations, observation: Observation): Problem[] {
  const { ended, exitCode, stopSeconds, logs } = observation;
  if (ended) return [];
  const problems: Problem[] = [];
  if (exitCode !== 0 && exitCode !== 143) problems.push({ kind: 'stop', message: `ends with ${exitCode} on SIGTERM` });
  if (stopSeconds > GRACE_SECONDS) problems.push({ kind: 'stop', message: `takes ${stopSeconds.toFixed(1)} s to stop` });
  const status = observation.inFlight?.status;
  if (inFlight !== undefined && status !== 200) problems.push({ kind: 'in-flight', message: `a request in flight got ${status ?? 0}` });
  const silent = farewell.filter((line) => !logs.includes(line));
  problems.push(...silent.map((line): Problem => ({ kind: 'stop', message: `it does not say ${quote(line)} when it stops` })));
  return problems;
}

/** `/usr/src/app` may have become `/app`; then everything that names it has moved along. */
function relocate(text: string, before: Seen, after: Seen): string {
  const [old, now] = [before.configuration.workdir, after.configuration.workdir];
  return old === now || old === '/' ? text : text.replaceAll(old, now);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
