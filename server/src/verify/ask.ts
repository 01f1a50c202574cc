/** The requests of one run: over the published port where there is one, else from a second container in the network of the first. */
import * as l10n from '@vscode/l10n';
import { Cancelled, type Engine, lastLines } from './engine.ts';
import { parseJson } from './image-facts.ts';
import { FIRST_ANSWER, PROBE_PROGRAM, type ProbeQuestion, type RawAnswer } from './probe.ts';
import { type ProgramResult, runProgram } from './program.ts';
import type { VerifyRequest } from './request.ts';
import type { Answer } from './result.ts';

export interface Asked {
  /** Milliseconds since 1970, when the first answer was there; undefined when there was none. */
  readonly firstAt: number | undefined;
  readonly answers: readonly Answer[];
  readonly fromWithin: boolean;
}

/** Neither a published port nor a Node in the image to ask with. */
export class NoWayIn extends Error {}

export interface AskOrder {
  /** Id of the running container. */
  readonly container: string;
  readonly port: number;
  /** Name of its image, and of the container. */
  readonly image: string;
  readonly name: string;
  /** `key=value`. */
  readonly label: string;
  readonly request: VerifyRequest;
}

/** How long each answer after the first may take. */
const ANSWER_SECONDS = 10;

/** Rejects with `NoWayIn`, `EngineFailure` or `Cancelled`. */
export async function askApplication(engine: Engine, order: AskOrder, signal: AbortSignal): Promise<Asked> {
  const { request } = order;
  const address = engine.isLocal ? await publishedAddress(engine, order, signal) : undefined;
  const question: ProbeQuestion = {
    host: address?.host ?? '127.0.0.1',
    port: address?.port ?? order.port,
    paths: request.paths,
    headers: request.headers,
    waitSeconds: request.startSeconds,
    answerSeconds: ANSWER_SECONDS,
  };
  let firstAt: number | undefined;
  const onLine = (line: string): void => {
    if (line === FIRST_ANSWER) firstAt ??= Date.now();
  };
  const limitSeconds = request.startSeconds + ANSWER_SECONDS * 2 * (request.paths.length + 1);
  const options = { limitSeconds, signal, onLine };
  const result =
    address === undefined
      ? await askFromWithin(engine, order, question, options)
      : await runProgram(process.execPath, ['-e', PROBE_PROGRAM, JSON.stringify(question)], {
          environment: { ...engine.environment, NODE_OPTIONS: undefined, ELECTRON_RUN_AS_NODE: '1' },
          ...options,
        });
  if (result.end === 'aborted') throw new Cancelled();
  return { firstAt, answers: readAnswers(result, request), fromWithin: address === undefined };
}

type AskOptions = { readonly limitSeconds: number; readonly signal: AbortSignal; readonly onLine: (line: string) => void };

/** Where the engine publishes nothing (no bridge, another machine), the image's own Node asks, in the network of the application. */
async function askFromWithin(engine: Engine, order: AskOrder, question: ProbeQuestion, options: AskOptions): Promise<ProgramResult> {
  const { container, name, label, image } = order;
  const network = ['--network', `container:${container}`];
  const args = ['run', '--rm', '--name', `${name}-probe`, '--label', label, ...network, '--no-healthcheck', '--entrypoint', 'node'];
  const result = await runProgram(engine.program, [...args, image, '-e', PROBE_PROGRAM, JSON.stringify(question)], {
    environment: engine.environment,
    ...options,
  });
  // Its client was ended; the container itself may not have noticed.
  if (result.end !== 'exited')
    await runProgram(engine.program, ['rm', '--force', `${name}-probe`], { environment: engine.environment, limitSeconds: 30 });
  if (result.end === 'exited' && (result.code === 126 || result.code === 127) && /node/.test(result.stderr)) {
    throw new NoWayIn(
      l10n.t(
        'This engine publishes no port that can be reached from here, and the image holds no node to ask from within. Name a network with --network.',
      ),
    );
  }
  return result;
}

async function publishedAddress(
  engine: Engine,
  { container, port }: AskOrder,
  signal: AbortSignal,
): Promise<{ readonly host: string; readonly port: number } | undefined> {
  const { end, code, stdout } = await runProgram(engine.program, ['port', container, `${port}/tcp`], {
    environment: engine.environment,
    limitSeconds: 20,
    signal,
  });
  if (end === 'aborted') throw new Cancelled();
  const [, host, number] = /^(127\.[\d.]+|0\.0\.0\.0|\[::1?\]):(\d+)$/m.exec(code === 0 ? stdout : '') ?? [];
  if (host === undefined) return undefined;
  return { host: host.startsWith('[') ? '::1' : '127.0.0.1', port: Number(number) };
}

function readAnswers({ end, stdout, stderr }: ProgramResult, { paths }: VerifyRequest): readonly Answer[] {
  const line = lastLines(stdout, 1)[0] ?? '';
  if (!line.startsWith('[')) {
    const reason = end === 'late' ? l10n.t('the questions did not come to an end') : (lastLines(stderr, 1)[0] ?? l10n.t('no answer'));
    return paths.map((path) => ({ path, kind: 'none', reason }));
  }
  return (parseJson(line) as readonly RawAnswer[]).map(({ path, status, reason, headers, bytes, sha256, start, varies }) =>
    status === 0
      ? { path, kind: 'none', reason }
      : { path, kind: 'answered', status, headers, bodyBytes: bytes, bodySha256: sha256, bodyStart: start, bodyVaries: varies },
  );
}
