/**
 * Builds, runs and compares what the conversions of `examples/` become: docs/containers.md.
 * CONTAINERS=real uses the real images instead of stand-ins; CONTAINERS_ENGINE names the engine, docker or podman;
 * CONTAINERS_ONLY limits the examples to those whose name contains it; CONTAINERS_TABLE names the file that gets the table of this run.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Engine } from '../../scripts/containers/engine/engine.ts';
import { openEngine } from '../../scripts/containers/engine/open.ts';
import { thisMachine } from '../../scripts/containers/engine/prerequisites.ts';
import { readExamples } from '../../scripts/containers/examples.ts';
import { makeBaseImages } from '../../scripts/containers/images/index.ts';
import { pullBaseImages } from '../../scripts/containers/images/published.ts';
import { writeTable } from '../../scripts/containers/table.ts';
import type { Trials } from '../../scripts/containers/trial.ts';
import { COMPARED_DOCKERFILES, testBuildAndCompare } from './build-and-compare.ts';
import { testExample } from './example-behaves.ts';
import { testHarness } from './harness-sees.ts';

const { CONTAINERS, CONTAINERS_ENGINE: choice = '', CONTAINERS_ONLY: only = '' } = process.env;
const { CONTAINERS_TABLE: table, REQUIRE_CONTAINERS: required } = process.env;
const isReal = CONTAINERS === 'real';
const isWhole = only === '' && !isReal;
const examples = readExamples(only);

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const opened = await openEngine({ machine: thisMachine(), choice, say });

/** Containers share no port and no folder. Where times are written down, nothing else runs beside what is measured. */
const concurrency = table === undefined ? 2 : 1;

// The whole takes longer than a single test may.
if ('engine' in opened) describe('containers', { timeout: 30 * 60_000, concurrency }, () => runAll(opened.engine));
else if (required === '1') test('containers', () => assert.fail(opened.reason));
else {
  say(`skipped: ${opened.reason}`);
  test('containers', { skip: opened.reason }, () => undefined);
}

function runAll(engine: Engine): void {
  const all: Trials[] = [];

  before(async () => {
    const dockerfiles = examples.map(({ dockerfile }) => dockerfile);
    if (isReal) await pullBaseImages(engine, dockerfiles, say);
    else await makeBaseImages(engine, isWhole ? [...dockerfiles, ...COMPARED_DOCKERFILES] : dockerfiles, say);
  });

  after(async () => {
    try {
      const inOrder = [...all].sort((one, other) => (one.example.name < other.example.name ? -1 : 1));
      if (table !== undefined && only === '' && all.length === examples.length) writeTable(table, inOrder);
    } finally {
      await engine.stop();
    }
  });

  // The longest first, so that nothing is left to wait for at the end. Each of them is one after the other: verify looks for what others left.
  if (isWhole) describe('the harness sees', { concurrency: 1 }, () => testHarness(engine));
  if (isWhole) describe('build and compare', { concurrency: 1 }, () => testBuildAndCompare(engine));
  for (const example of examples) testExample(engine, example, { isReal, say, tried: (trials) => void all.push(trials) });
}
