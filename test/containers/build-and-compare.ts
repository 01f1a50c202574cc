/** Build and compare against a real engine: what the stand-in engine of the unit tests says is what a real one does. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../scripts/containers/engine/engine.ts';
import { EXAMPLES } from '../../scripts/containers/examples.ts';
import { DEFAULT_OPTIONS, type Verification, verify, type VerifyRequest } from '../../server/src/verify/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const application = fileURLToPath(new URL('app', import.meta.url));
const LABEL = 'label=migrate-to-chainguard.verify';

const ORIGINAL = 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nENV MODE=production HANDLER=wait\nEXPOSE 3000\nCMD ["node", "server.js"]\n';
const MIGRATED = ORIGINAL.replace('node:22-slim', 'cgr.dev/chainguard/node:latest')
  .replace('COPY . .', 'COPY --chown=node:node . .')
  .replace('CMD', 'ENTRYPOINT ["/usr/bin/dumb-init", "--"]\nCMD');

/** What the base images must be there for. */
export const COMPARED_DOCKERFILES: readonly string[] = [ORIGINAL];

export function testBuildAndCompare(engine: Engine): void {
  const { program } = engine;
  const environment = { ...process.env, MIGRATE_TO_CHAINGUARD_ENGINE: program };

  /** Containers and images of the command that are there now. */
  async function left(): Promise<string> {
    const containers = await engine.must(['ps', '--all', '--quiet', '--filter', LABEL]);
    return containers + (await engine.must(['images', '--quiet', '--filter', LABEL]));
  }

  async function compare(changes: Partial<VerifyRequest>): Promise<Verification> {
    const request: VerifyRequest = {
      ...DEFAULT_OPTIONS,
      original: ORIGINAL,
      migrated: MIGRATED,
      context: application,
      ignoreFile: undefined,
      program,
      buildOptions: ['--network', 'host'],
      ...changes,
    };
    return await verify(request, { environment, signal: new AbortController().signal, progress: () => undefined });
  }

  function differing(verification: Verification): readonly string[] {
    if (verification.kind !== 'compared') throw new Error(`${verification.kind}: ${verification.message}`);
    return verification.rows.filter(({ verdict }) => verdict === 'differs').map(({ what }) => what);
  }

  test('a good migration does what the original does', async () => {
    const verification = await compare({});
    assert.deepEqual(differing(verification), []);
    assert.ok(verification.kind === 'compared');
    assert.deepEqual(
      verification.migrated.processes?.map(({ user }) => user),
      ['65532', '65532'],
    );
    const [answer] = verification.migrated.answers;
    assert.equal(answer?.kind === 'answered' && answer.bodyStart, 'served in production');
    assert.equal(await left(), '');
  });

  test('wrong ones differ in what is wrong', async () => {
    const ends = await compare({ migrated: MIGRATED.replace(/ENTRYPOINT.*\n/, '') });
    assert.ok(differing(ends).includes('after the start'), 'node node server.js');
    const answers = await compare({ migrated: MIGRATED.replace('production', 'test') });
    assert.deepEqual(differing(answers), ['GET /']);
    const asRoot = await compare({ original: ORIGINAL.replace('CMD', 'USER node\nCMD'), migrated: `${MIGRATED}USER root\n` });
    assert.deepEqual(differing(asRoot), ['user']);
    const check = 'HEALTHCHECK --interval=1s --retries=1 CMD';
    const probe = `["node", "-e", "fetch('http://127.0.0.1:3000/').then(() => process.exit(0), () => process.exit(1))"]`;
    const health = await compare({
      original: `${ORIGINAL}${check} ${probe}\n`,
      migrated: `${MIGRATED}${check} curl -f http://127.0.0.1:3000/\n`,
    });
    assert.deepEqual(differing(health), ['health']);
    assert.equal(await left(), '');
  });

  test('what does not build says so', async () => {
    const migrated = await compare({ migrated: MIGRATED.replace('EXPOSE', 'RUN exit 3\nEXPOSE') });
    assert.ok(migrated.kind === 'build-failed' && migrated.side === 'migrated' && migrated.cause === 'dockerfile');
    const late = await compare({ original: ORIGINAL.replace('EXPOSE', 'RUN sleep 60\nEXPOSE'), buildSeconds: 5 });
    assert.ok(late.kind === 'build-failed' && late.side === 'original' && late.cause === 'time-limit');
    assert.equal(await left(), '');
  });

  test('kept images stay until somebody removes them', async () => {
    const verification = await compare({ keep: true });
    assert.ok(verification.kind === 'compared');
    assert.equal(verification.kept.length, 2);
    await engine.must(['image', 'rm', ...verification.kept]);
    assert.equal(await left(), '');
  });

  for (const { signal, code } of [
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGKILL', code: null },
  ] as const) {
    test(`nothing is left after ${signal}`, async () => {
      const file = join(EXAMPLES, 'port-80', 'Dockerfile');
      const text = readFileSync(file, 'utf8');
      const args = ['dist/cli.cjs', 'verify', '--build-network', 'host', file];
      const child = spawn(process.execPath, args, { cwd: root, env: { ...environment }, stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => void child.on('close', resolve));
      while ((await engine.must(['ps', '--quiet', '--filter', LABEL])) === '' && child.exitCode === null) await pause(100);
      child.kill(signal);
      assert.equal(await ended, code);
      for (let attempt = 0; (await left()) !== '' && attempt < 200; attempt++) await pause(100);
      assert.equal(await left(), '');
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  }
}
