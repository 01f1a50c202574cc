/** Builds both Dockerfiles, runs both images, compares what can be seen, and takes everything away again. */
import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { buildImage } from './build.ts';
import { compare } from './compare.ts';
import { NoWayIn, observe } from './container.ts';
import { Cancelled, type Engine, EngineFailure, findEngine } from './engine.ts';
import { readImageFacts } from './image-facts.ts';
import { LABEL, startKeeper } from './keeper.ts';
import { exposedPorts } from './ports.ts';
import { runProgram } from './program.ts';
import type { Side, VerifyRequest, VerifySurroundings } from './request.ts';
import type { ImageFacts, Observation, Verification } from './result.ts';

/** The repository that all images of this command are named in. */
const IMAGE_REPOSITORY = 'migrate-to-chainguard-verify';

interface Run {
  readonly engine: Engine;
  readonly request: VerifyRequest;
  readonly surroundings: VerifySurroundings;
  /** Eight characters that no other run has. */
  readonly id: string;
  readonly label: string;
}

/** Never rejects but for bugs. When it resolves, nothing that it started is left, but what `keep` asks for and the engine's build cache. */
export async function verify(request: VerifyRequest, surroundings: VerifySurroundings): Promise<Verification> {
  try {
    const unclear = request.port === undefined ? unclearPort(exposedPorts(request.original)) : undefined;
    if (unclear !== undefined) return unclear;
    const found = await findEngine(request.program, surroundings.environment, surroundings.signal);
    if ('problem' in found) return { kind: 'engine-unusable', ...found };
    const id = randomBytes(4).toString('hex');
    const run: Run = { engine: found.engine, request, surroundings, id, label: `${LABEL}=${id}` };
    const keeper = startKeeper(run.engine, run.label);
    let kept = false;
    try {
      const result = await buildAndCompare(run);
      kept = result.kind === 'compared' && result.kept.length > 0;
      return result;
    } finally {
      surroundings.progress({ step: 'remove' });
      await removeAll(run, kept);
      keeper.dismiss();
    }
  } catch (error) {
    if (error instanceof Cancelled)
      return { kind: 'cancelled', message: l10n.t('Cancelled. What had been started was stopped and removed.') };
    if (error instanceof NoWayIn) return { kind: 'engine-unusable', problem: 'no-way-in', message: error.message };
    if (error instanceof EngineFailure) return { kind: 'engine-failed', message: error.message };
    throw error;
  }
}

async function buildAndCompare(run: Run): Promise<Verification> {
  const original = await build(run, 'original');
  if ('kind' in original) return original;
  const unclear = run.request.port === undefined ? unclearPort(original.facts.ports) : undefined;
  if (unclear !== undefined) return unclear;
  const migrated = await build(run, 'migrated');
  if ('kind' in migrated) return migrated;
  const before = await observeSide(run, 'original', original);
  const unusable = whyUnusable(before);
  if (unusable !== undefined) return { kind: 'original-does-not-run', message: unusable, lines: before.log.slice(-20) };
  const after = await observeSide(run, 'migrated', migrated, before.port);
  const rows = compare(before, after);
  const kept = run.request.keep ? [imageName(run, 'original'), imageName(run, 'migrated')] : [];
  const { kind, version } = run.engine;
  const same = rows.every(({ verdict }) => verdict !== 'differs');
  return { kind: 'compared', same, engine: { kind, version }, rows, original: before, migrated: after, kept };
}

interface BuiltSide {
  readonly facts: ImageFacts;
  readonly seconds: number;
}

async function build(run: Run, side: Side): Promise<BuiltSide | Verification> {
  const { engine, request, surroundings, label } = run;
  const { signal } = surroundings;
  surroundings.progress({ step: 'build', side });
  const order = {
    side,
    name: imageName(run, side),
    label,
    dockerfile: request[side],
    context: request.context,
    ignoreFile: request.ignoreFile,
    options: request.buildOptions,
    limitSeconds: request.buildSeconds,
  };
  const built = await buildImage(engine, order, signal, (line) => surroundings.progress({ step: 'build-line', side, line }));
  if ('failure' in built) return built.failure;
  return { facts: await readImageFacts(engine, order.name, signal), seconds: built.seconds };
}

/** `portBefore`: where the original served. An image that exposes nothing else is asked there. */
async function observeSide(run: Run, side: Side, { facts, seconds }: BuiltSide, portBefore?: number): Promise<Observation> {
  const { engine, request, surroundings, id, label } = run;
  surroundings.progress({ step: 'run', side });
  const name = `${IMAGE_REPOSITORY}-${id}-${side}`;
  const order = {
    image: imageName(run, side),
    facts,
    buildSeconds: seconds,
    name,
    label,
    port: portOf(request, side, facts, portBefore),
    request,
  };
  return await observe(engine, order, surroundings.signal);
}

function portOf({ port }: VerifyRequest, side: Side, { ports }: ImageFacts, portBefore: number | undefined): number | undefined {
  if (port === 'none') return undefined;
  if (port !== undefined) return side === 'original' ? port.before : port.after;
  if (side === 'original') return ports[0];
  // A worker stays one, and where several are exposed now, the old one is meant if it is among them.
  if (portBefore === undefined) return undefined;
  return ports.includes(portBefore) ? portBefore : (ports[0] ?? portBefore);
}

function unclearPort(ports: readonly number[]): Verification | undefined {
  if (ports.length < 2) return undefined;
  return {
    kind: 'port-unclear',
    ports,
    message: l10n.t('The Dockerfile exposes {0}. Say with --port which of them the application answers on.', ports.join(', ')),
  };
}

/** A sentence when the original does nothing that can be compared. */
function whyUnusable({ port, end, answers }: Observation): string | undefined {
  if (port === undefined) return undefined;
  const help = l10n.t('It may need settings (--env, --env-file), a network with its database (--network), or another port (--port).');
  if (end.ended) {
    const ended = l10n.t('The original ends by itself with exit code {0}, so there is nothing to compare with.', end.exitCode);
    return `${ended} ${help}`;
  }
  const [first] = answers;
  if (first === undefined || first.kind === 'answered') return undefined;
  const silent = l10n.t('The original does not answer on port {0} ({1}), so there is nothing to compare with.', port, first.reason);
  return `${silent} ${help}`;
}

function imageName({ id }: Run, side: Side): string {
  return `${IMAGE_REPOSITORY}:${id}-${side}`;
}

/** By the label: also what was only just made when the run ended. Never rejects; what cannot be removed now, the keeper's command line can. */
async function removeAll(run: Run, keepImages: boolean): Promise<void> {
  const { engine, label } = run;
  const call = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await runProgram(engine.program, args, { environment: engine.environment, limitSeconds: 60 });
    return stdout.split(/\s+/).filter((word) => word !== '');
  };
  const containers = await call('ps', '--all', '--quiet', '--filter', `label=${label}`);
  if (containers.length > 0) await call('rm', '--force', '--volumes', ...containers);
  if (keepImages) return;
  const images = new Set(await call('images', '--quiet', '--filter', `label=${label}`));
  if (images.size > 0) await call('rmi', '--force', ...images);
}
