/**
 * Builds, runs and compares what the conversions of `examples/` become: docs/containers.md.
 * CONTAINERS=real uses the real images instead of stand-ins; CONTAINERS_ENGINE names the engine, docker or podman;
 * CONTAINERS_ONLY limits the examples to those whose name contains it; CONTAINERS_TABLE names the file that gets the table of this run.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkConversion, type Problem } from '../../scripts/containers/compare.ts';
import type { Engine } from '../../scripts/containers/engine/engine.ts';
import { openEngine } from '../../scripts/containers/engine/open.ts';
import { thisMachine } from '../../scripts/containers/engine/prerequisites.ts';
import { type Example, readExamples } from '../../scripts/containers/examples.ts';
import type { Runtime } from '../../scripts/containers/images/chainguard-node.ts';
import { makeBaseImages, useRuntime } from '../../scripts/containers/images/index.ts';
import { pullBaseImages } from '../../scripts/containers/images/published.ts';
import { describeTrials, writeTable } from '../../scripts/containers/table.ts';
import { buildAndRun, startTrials, tryConversion, type Trials, tryFilledVolume } from '../../scripts/containers/trial.ts';
import { commandLines } from './command-lines.ts';
import { GOOD, LEGITIMATE, MUST_FAIL } from './must-fail.ts';

const { CONTAINERS, CONTAINERS_ENGINE: choice = '', CONTAINERS_ONLY: only = '' } = process.env;
const { CONTAINERS_TABLE: table, REQUIRE_CONTAINERS: required } = process.env;
const isReal = CONTAINERS === 'real';
const RUNTIMES: readonly Runtime[] = isReal ? ['as published'] : ['strict', 'as published'];
const application = fileURLToPath(new URL('app', import.meta.url));
const examples = readExamples(only);

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const opened = await openEngine({ machine: thisMachine(), choice, say });

// The whole takes longer than a single test may.
if ('engine' in opened) describe('containers', { timeout: 30 * 60_000 }, () => runAll(opened.engine));
else if (required === '1') test('containers', () => assert.fail(opened.reason));
else {
  say(`skipped: ${opened.reason}`);
  test('containers', { skip: opened.reason }, () => undefined);
}

function runAll(engine: Engine): void {
  const all: Trials[] = [];

  before(async () => {
    const prepare = isReal ? pullBaseImages : makeBaseImages;
    await prepare(
      engine,
      examples.map(({ dockerfile }) => dockerfile),
      say,
    );
  });

  after(async () => {
    try {
      if (table !== undefined && only === '' && all.length === examples.length) writeTable(table, all);
    } finally {
      await engine.stop();
    }
  });

  for (const example of examples) {
    test(example.name, async (context) => {
      await use('strict');
      const trials = await startTrials(engine, example);
      all.push(trials);
      await context.test('the original does what requests.json says', () => none(trials.original.problems));
      await context.test(`becomes ${example.expected.strategy}`, () => assert.equal(trials.conversion.strategy, example.expected.strategy));
      for (const runtime of RUNTIMES) await context.test(`behaves on the runtime ${runtime}`, () => behaves(trials, runtime));
      if (example.expected.volume !== undefined)
        await context.test('goes on with the data of the original', () => continues(example, trials));
      say(describeTrials(trials));
    });
  }

  /** There is one real runtime. */
  async function use(runtime: Runtime): Promise<void> {
    if (!isReal) await useRuntime(engine, runtime);
  }

  async function behaves(trials: Trials, runtime: Runtime): Promise<void> {
    await use(runtime);
    const { problems } = await tryConversion(engine, trials, runtime);
    none(problems);
  }

  async function continues(example: Example, trials: Trials): Promise<void> {
    const { untouched, prepared } = await tryFilledVolume(engine, example, trials);
    assert.ok(untouched.length > 0, 'the data of root can be written without the command that the report names');
    none(prepared);
  }

  const expected = {
    about: 'the application of the must-fail cases',
    strategy: 'distroless',
    port: 3000,
    requests: [{ path: '/', status: 200, body: 'served in production' }],
    inFlight: '/slow',
    healthy: true,
    writable: ['/app/src'],
  };

  test('the harness sees', { skip: only !== '' || isReal }, async (context) => {
    await useRuntime(engine, 'strict');
    const build = (name: string, text: string): ReturnType<typeof buildAndRun> =>
      buildAndRun(engine, { name, context: application, text, expected });
    const { seen: good } = await build('good', GOOD);
    await context.test('a good one is good', () => none(checkConversion(expected, good, good)));
    for (const [index, [name, text]] of Object.entries(LEGITIMATE).entries()) {
      await context.test(`builds: ${name}`, () => assert.doesNotReject(build(`legitimate-${index}`, text)));
    }
    for (const [index, { name, dockerfile, fails }] of MUST_FAIL.entries()) {
      await context.test(`fails: ${name}`, async () => {
        const result = build(`must-fail-${index}`, dockerfile);
        if (fails.at === 'build') return assert.rejects(result, fails.saying);
        const kinds = checkConversion(expected, good, (await result).seen).map(({ kind }) => kind);
        return assert.ok(kinds.includes(fails.with), `says ${kinds.join(', ') || 'nothing'} instead of ${fails.with}`);
      });
    }
    await context.test('a build that hangs is ended', async () => {
      // Nobody else sleeps that long.
      const text = 'FROM cgr.dev/chainguard/node:latest-dev\nRUN sleep 86397\n';
      const request = { name: 'hangs', context: application, text, expected, limitSeconds: 5 };
      await assert.rejects(buildAndRun(engine, request), /does not build\n[^]*did not end within 5 s/);
      while (commandLines().some((command) => command.includes('sleep 86397'))) await wait(100);
    });
  });
}

function none(problems: readonly Problem[]): void {
  assert.deepEqual(
    problems.map(({ kind, message }) => `${kind}: ${message}`),
    [],
  );
}
