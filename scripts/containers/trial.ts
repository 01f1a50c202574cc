/** One example: the original and its conversion, built, run and compared on a runtime. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, checkConversion, checkOriginal, readConfiguration, type Seen } from './compare.ts';
import { type Conversion, convert } from './conversion.ts';
import type { Engine } from './engine/engine.ts';
import type { Example, Expectations } from './examples.ts';
import type { Runtime } from './images/chainguard-node.ts';
import { observe } from './observe.ts';
import { writeOffline } from './offline-dockerfile.ts';

export interface Trial {
  readonly seen: Seen;
  readonly problems: readonly Problem[];
  readonly buildSeconds: number;
}

export interface Trials {
  readonly example: Example;
  readonly conversion: Conversion;
  readonly original: Trial;
  readonly converted: Map<Runtime, Trial>;
}

interface BuildAndRun {
  readonly name: string;
  readonly context: string;
  readonly text: string;
  readonly expected: Expectations;
  readonly runArguments?: readonly string[];
  /** For the build. */
  readonly limitSeconds?: number;
}

/** Builds and runs a Dockerfile. Rejects when it does not build, with the end of what the build said. */
export async function buildAndRun(engine: Engine, request: BuildAndRun): Promise<{ seen: Seen; buildSeconds: number }> {
  const { name, context, text, expected, runArguments, limitSeconds } = request;
  const folder = join(engine.scratch, 'builds');
  mkdirSync(folder, { recursive: true });
  const tag = `trial/${name}`;
  const file = writeOffline(engine.adapt(text), join(folder, `${name}.Dockerfile`));
  const started = Date.now();
  const { code, stderr } = await engine.build({ context, file, tag, arguments: expected.buildArguments ?? [], limitSeconds });
  if (code !== 0) throw new Error(`does not build\n${stderr.trim().split('\n').slice(-25).join('\n')}`);
  const buildSeconds = (Date.now() - started) / 1000;
  const observation = await observe(engine, tag, expected, runArguments);
  return { seen: { observation, configuration: await readConfiguration(engine, tag) }, buildSeconds };
}

/** Converts the example, builds and runs the original. */
export async function startTrials(engine: Engine, example: Example): Promise<Trials> {
  const folder = join(engine.scratch, 'conversions');
  mkdirSync(folder, { recursive: true });
  const conversion = await convert(example, join(folder, example.name));
  const { name, folder: context, dockerfile: text, expected } = example;
  const { seen, buildSeconds } = await buildAndRun(engine, { name: `${name}-before`, context, text, expected });
  return { example, conversion, original: { seen, buildSeconds, problems: checkOriginal(expected, seen) }, converted: new Map() };
}

/**
 * Builds and runs the conversion.
 * @param text of its Dockerfile, on that runtime
 */
export async function tryConversion(engine: Engine, trials: Trials, runtime: Runtime, text: string): Promise<Trial> {
  const { example, conversion, original } = trials;
  const { expected } = example;
  const { seen, buildSeconds } = await buildAndRun(engine, {
    name: nameOf(example.name, runtime),
    context: conversion.folder,
    text,
    expected,
  });
  const trial = { seen, buildSeconds, problems: checkConversion(expected, original.seen, seen) };
  trials.converted.set(runtime, trial);
  return trial;
}

function nameOf(example: string, runtime: Runtime): string {
  return `${example}-${runtime.replace(' ', '-')}`;
}

/**
 * Lets the original fill a volume, then the conversion use it: as it is, and after the command that the report names.
 * Rejects when the report names none.
 */
export async function tryFilledVolume(
  engine: Engine,
  { name, expected }: Example,
  { conversion, original, converted }: Trials,
): Promise<{ untouched: readonly Problem[]; prepared: readonly Problem[] }> {
  const volume = `filled-${name}`;
  await engine.must(['volume', 'create', volume]);
  const mount = ['--volume', `${volume}:${expected.volume ?? ''}`];
  await observe(engine, `trial/${name}-before`, expected, mount);
  const [runtime = 'strict'] = converted.keys();
  const image = `trial/${nameOf(name, runtime)}`;
  const configuration = await readConfiguration(engine, image);
  const again = async (): Promise<readonly Problem[]> =>
    checkConversion(expected, original.seen, { configuration, observation: await observe(engine, image, expected, mount) });
  const untouched = await again();
  const advice = conversion.report.map(({ message }) => /docker (run .*)$/.exec(message)?.[1]).find((command) => command !== undefined);
  if (advice === undefined) throw new Error('the report names no command for existing volumes');
  const [command = '', ...words] = advice.replace('VOLUME', volume).split(' ');
  await engine.must([command, '--network', 'none', ...engine.createArguments, ...words]);
  return { untouched, prepared: await again() };
}
