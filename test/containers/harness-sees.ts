/** Wrong conversions do not pass. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkConversion, type Seen } from '../../scripts/containers/compare.ts';
import type { Engine } from '../../scripts/containers/engine/engine.ts';
import { buildAndRun } from '../../scripts/containers/trial.ts';
import { commandLines } from './command-lines.ts';
import { GOOD, LEGITIMATE, MUST_FAIL } from './must-fail.ts';
import { none } from './problems.ts';

const application = fileURLToPath(new URL('app', import.meta.url));
const expected = {
  about: 'the application of the must-fail cases',
  strategy: 'distroless',
  port: 3000,
  requests: [{ path: '/', status: 200, body: 'served in production' }],
  inFlight: '/slow',
  healthy: true,
  writable: ['/app/src'],
};

export function testHarness(engine: Engine): void {
  const build = (name: string, text: string): ReturnType<typeof buildAndRun> =>
    buildAndRun(engine, { name, context: application, text, expected });
  let good: Seen;

  before(async () => {
    ({ seen: good } = await build('good', GOOD));
  });

  test('a good one is good', () => none(checkConversion(expected, good, good)));
  for (const [index, [name, text]] of Object.entries(LEGITIMATE).entries()) {
    test(`builds: ${name}`, () => assert.doesNotReject(build(`legitimate-${index}`, text)));
  }
  for (const [index, { name, dockerfile, fails }] of MUST_FAIL.entries()) {
    test(`fails: ${name}`, async () => {
      const result = build(`must-fail-${index}`, dockerfile);
      if (fails.at === 'build') return assert.rejects(result, fails.saying);
      const kinds = checkConversion(expected, good, (await result).seen).map(({ kind }) => kind);
      return assert.ok(kinds.includes(fails.with), `says ${kinds.join(', ') || 'nothing'} instead of ${fails.with}`);
    });
  }
  test('a build that hangs is ended', async () => {
    // Nobody else sleeps that long.
    const text = 'FROM cgr.dev/chainguard/node:latest-dev\nRUN sleep 86397\n';
    const request = { name: 'hangs', context: application, text, expected, limitSeconds: 5 };
    await assert.rejects(buildAndRun(engine, request), /does not build\n[^]*did not end within 5 s/);
    while (commandLines().some((command) => command.includes('sleep 86397'))) await wait(100);
  });
}
