/** One example: its original, what it becomes, and how that behaves on both runtimes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../scripts/containers/engine/engine.ts';
import type { Example } from '../../scripts/containers/examples.ts';
import { onRuntime, type Runtime } from '../../scripts/containers/images/chainguard-node.ts';
import { describeTrials } from '../../scripts/containers/table.ts';
import { startTrials, tryConversion, type Trials, tryFilledVolume } from '../../scripts/containers/trial.ts';
import { none } from './problems.ts';

interface Surroundings {
  /** There is one real runtime. */
  readonly isReal: boolean;
  readonly say: (line: string) => void;
  readonly tried: (trials: Trials) => void;
}

export function testExample(engine: Engine, example: Example, { isReal, say, tried }: Surroundings): void {
  const { name, expected } = example;
  const runtimes: readonly Runtime[] = isReal ? ['as published'] : ['strict', 'as published'];

  test(name, async (context) => {
    const trials = await startTrials(engine, example);
    tried(trials);
    await context.test('the original does what requests.json says', () => none(trials.original.problems));
    await context.test(`becomes ${expected.strategy}`, () => assert.equal(trials.conversion.strategy, expected.strategy));
    for (const runtime of runtimes) {
      await context.test(`behaves on the runtime ${runtime}`, async () => {
        const { text } = trials.conversion;
        none((await tryConversion(engine, trials, runtime, isReal ? text : onRuntime(text, runtime))).problems);
      });
    }
    if (expected.volume !== undefined) {
      await context.test('goes on with the data of the original', async () => {
        const { untouched, prepared } = await tryFilledVolume(engine, example, trials);
        assert.ok(untouched.length > 0, 'the data of root can be written without the command that the report names');
        none(prepared);
      });
    }
    say(describeTrials(trials));
  });
}
