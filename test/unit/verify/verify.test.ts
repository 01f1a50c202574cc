import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Comparison, Row, Verification } from '../../../server/src/verify/index.ts';
import { application, fakeEngine } from './fake-engine.ts';
import { verifyWith } from './request.ts';

function compared(verification: Verification): Comparison {
  if (verification.kind !== 'compared') throw new Error(`${verification.kind}: ${verification.message}`);
  return verification;
}

function rowOf(verification: Verification, what: string): Row {
  const row = compared(verification).rows.find((one) => one.what === what);
  assert.ok(row, `there is a row ${what}`);
  return row;
}

test('two images that do the same are the same, and nothing is left', async (t) => {
  const publishedPort = await application(t, () => ({ body: 'hello' }));
  const engine = fakeEngine(t, {
    original: { publishedPort, size: 4e8, top: '100 1 0 npm start\n101 100 0 node server.js', exitCode: 0 },
    migrated: {
      publishedPort,
      size: 1e8,
      config: { Entrypoint: ['/usr/bin/dumb-init', '--'] },
      top: '100 1 65532 /usr/bin/dumb-init -- node server.js\n101 100 65532 node server.js',
    },
  });
  const result = await verifyWith(engine);
  assert.equal(compared(result).same, true);
  assert.deepEqual(
    compared(result).rows.map(({ what, verdict }) => `${what}: ${verdict}`),
    [
      'size: better',
      'start, as configured: figure',
      'after the start: same',
      'process: same',
      'user: better',
      'first answer after: figure',
      'GET /: same',
      'health: same',
      'stops in: same',
    ],
  );
  assert.deepEqual([rowOf(result, 'user').original, rowOf(result, 'user').migrated], ['0 (root)', '65532']);
  assert.deepEqual(engine.left(), []);
  assert.match(engine.dockerfile('original'), /^FROM node:20/);
  assert.match(engine.dockerfile('migrated'), /^FROM cgr\.dev/);
});

test('what a person sets reaches both builds and both containers; ports are random and local', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const engine = fakeEngine(t, { original: { publishedPort }, migrated: { publishedPort } });
  await verifyWith(engine, { buildOptions: ['--build-arg', 'A=1'], runOptions: ['--env', 'B=2'] });
  const [builds, creations] = ['build', 'create'].map((command) => engine.calls().filter(([first]) => first === command));
  assert.equal(builds?.length, 2);
  assert.equal(creations?.length, 2);
  for (const call of builds ?? []) assert.match(call.join(' '), /--build-arg A=1 --label migrate-to-chainguard\.verify=\w{8} .*\/tmp$/);
  for (const call of creations ?? []) assert.match(call.join(' '), /--publish 127\.0\.0\.1::3000 --env B=2 /);
  assert.ok(engine.calls().every(([command]) => command !== 'push' && command !== 'pull'));
});

test('another answer, another program, another health and a start as root are differences', async (t) => {
  const before = await application(t, (path) => (path === '/health' ? { body: 'fine' } : { body: 'hello' }));
  const after = await application(t, (path) => (path === '/health' ? { status: 404 } : { body: 'hullo' }));
  const check = { Healthcheck: { Test: ['CMD', 'true'], Interval: 1e9, Timeout: 1e9, Retries: 1 } };
  const engine = fakeEngine(t, {
    original: { publishedPort: before, health: 'healthy', config: check },
    migrated: { publishedPort: after, health: 'unhealthy', config: check, top: '1 0 0 node other.js', exitCode: 1 },
  });
  const result = await verifyWith(engine, { paths: ['/', '/health'] });
  assert.equal(compared(result).same, false);
  const differs = compared(result).rows.filter(({ verdict }) => verdict === 'differs');
  assert.deepEqual(
    differs.map(({ what }) => what),
    ['process', 'user', 'GET /', 'GET /health', 'health', 'stops in'],
  );
  assert.equal(rowOf(result, 'GET /').remark, 'body');
  assert.match(rowOf(result, 'GET /health').remark, /^status/);
});

test('a header that was asked for is compared; a body that changes by itself is not', async (t) => {
  let count = 0;
  const before = await application(t, () => ({ body: String(count++), headers: { 'x-version': '1' } }));
  const after = await application(t, () => ({ body: String(count++), headers: { 'x-version': '2' } }));
  const engine = fakeEngine(t, { original: { publishedPort: before }, migrated: { publishedPort: after } });
  const plain = await verifyWith(engine);
  assert.match(rowOf(plain, 'GET /').remark, /changes with each answer/);
  assert.equal(rowOf(plain, 'GET /').verdict, 'same');
  assert.equal(rowOf(await verifyWith(engine, { headers: ['x-version'] }), 'GET /').remark, 'x-version: 1 → 2');
});

test('a worker is compared by its log', async (t) => {
  const engine = fakeEngine(t, {
    original: { log: '> worker@1.0.0 start\nstarted at 12:01\nconnected to queue 17' },
    migrated: { log: 'started at 12:02\nError: cannot connect' },
  });
  const result = await verifyWith(engine, { port: 'none' });
  assert.equal(rowOf(result, 'log').verdict, 'differs');
  assert.match(rowOf(result, 'log').remark, /connected to queue 17$/);
  assert.equal(rowOf(result, 'after the start').verdict, 'same');
});

test('an image that ends at once is a difference, and its log is shown', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const engine = fakeEngine(t, { original: { publishedPort }, migrated: { endedWith: 1, log: 'Error: Cannot find module' } });
  const result = compared(await verifyWith(engine));
  assert.equal(result.same, false);
  assert.equal(rowOf(result, 'after the start').migrated, 'ended by itself, exit code 1');
  assert.deepEqual(result.migrated.log, ['Error: Cannot find module']);
});

test('an image whose program is not there', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const engine = fakeEngine(t, {
    original: { publishedPort },
    migrated: { startError: 'exec: "npm": executable file not found in $PATH' },
  });
  const result = compared(await verifyWith(engine));
  assert.equal(result.same, false);
  assert.match(result.migrated.log.join(), /executable file not found/);
});

test('without an original that runs there is nothing to compare with', async (t) => {
  const ended = await verifyWith(fakeEngine(t, { original: { endedWith: 3, log: 'no database' } }));
  assert.equal(ended.kind, 'original-does-not-run');
  assert.match(ended.message, /exit code 3/);
  const silent = await verifyWith(fakeEngine(t, { original: { publishedPort: 1 } }), { startSeconds: 1 });
  assert.equal(silent.kind, 'original-does-not-run');
  assert.match(silent.message, /does not answer on port 3000 \(ECONNREFUSED\)/);
});

test('a build that fails says which one, and shows its end', async (t) => {
  const original = await verifyWith(fakeEngine(t, { original: { buildError: 'npm error code E404' } }));
  assert.equal(original.kind, 'build-failed');
  assert.match(original.message, /original Dockerfile does not build, so there is nothing to compare/);
  assert.deepEqual(original.kind === 'build-failed' && original.lines, ['#5 [2/3] RUN npm ci', 'npm error code E404']);
  const engine = fakeEngine(t, { migrated: { buildError: 'npm error code E404' } });
  const migrated = await verifyWith(engine);
  assert.match(migrated.kind === 'build-failed' ? `${migrated.side} ${migrated.cause}` : '', /^migrated dockerfile$/);
  assert.deepEqual(engine.left(), []);
});

test('a full disk and a missing BuildKit are no fault of the Dockerfile', async (t) => {
  const full = await verifyWith(fakeEngine(t, { migrated: { buildError: 'write /x: no space left on device' } }));
  assert.equal(full.kind === 'build-failed' && full.cause, 'disk-full');
  const missing = 'ERROR: BuildKit is enabled but the buildx component is missing or broken.';
  const old = await verifyWith(fakeEngine(t, { original: { buildError: missing } }));
  assert.equal(old.kind === 'engine-unusable' && old.problem, 'no-buildkit');
});

test('a build that hangs is stopped', async (t) => {
  const engine = fakeEngine(t, { migrated: { buildError: 'hang' } });
  const result = await verifyWith(engine, { buildSeconds: 2 });
  assert.equal(result.kind === 'build-failed' && result.cause, 'time-limit');
  assert.match(result.kind === 'build-failed' ? result.message : '', /migrated Dockerfile did not build within 2 s/);
  assert.deepEqual(engine.left(), []);
});

test('cancelled while it builds, it removes what there is', async (t) => {
  const engine = fakeEngine(t, { migrated: { buildError: 'hang' } });
  const controller = new AbortController();
  const result = await verifyWith(
    engine,
    {},
    {
      signal: controller.signal,
      progress: (event) => {
        if (event.step === 'build' && event.side === 'migrated') controller.abort();
      },
    },
  );
  assert.equal(result.kind, 'cancelled');
  assert.deepEqual(engine.left(), []);
  assert.ok(engine.calls().some(([command]) => command === 'rmi'));
});

test('kept images are named, the containers are gone', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const engine = fakeEngine(t, { original: { publishedPort }, migrated: { publishedPort } });
  const { kept } = compared(await verifyWith(engine, { keep: true }));
  assert.equal(kept.length, 2);
  assert.deepEqual([...engine.left()].sort(), [...kept].sort());
});

test('several ports and no word which: asked before anything is built', async (t) => {
  const engine = fakeEngine(t, {});
  const result = await verifyWith(engine, { original: 'ARG P=9229\nFROM node:20\nENV PORT=3000\nEXPOSE $PORT 9229\n' });
  assert.equal(result.kind, 'port-unclear');
  assert.deepEqual(result.kind === 'port-unclear' && result.ports, [3000, 9229]);
  assert.deepEqual(engine.calls(), []);
});

test('an ignore file of its own goes along with the Dockerfile', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const engine = fakeEngine(t, { original: { publishedPort }, migrated: { publishedPort } });
  await verifyWith(engine, { ignoreFile: 'secret\n' });
  const files = engine.calls().flatMap((call) => (call[0] === 'build' ? [call[call.indexOf('--file') + 1]] : []));
  assert.equal(files.length, 2);
  for (const file of files) assert.match(file ?? '', /\/Dockerfile$/);
});

test('why an engine cannot be used', async (t) => {
  const problem = async (...args: Parameters<typeof verifyWith>): Promise<string> => {
    const result = await verifyWith(...args);
    return result.kind === 'engine-unusable' ? `${result.problem}: ${result.message}` : result.kind;
  };
  assert.match(await problem({ environment: { PATH: '/nonexistent' } }), /^not-found: Neither docker nor podman/);
  assert.match(await problem({ environment: {} }, { program: '/nonexistent/docker' }), /^not-found: .*could not be started/);
  assert.match(await problem(fakeEngine(t, { identity: 'nerdctl version 2' })), /^unknown-program: .*nerdctl version 2/);
  const closed = 'Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?';
  assert.match(await problem(fakeEngine(t, { daemonError: closed })), /^unreachable: .*Is the docker daemon running/);
  const forbidden = 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock';
  assert.match(await problem(fakeEngine(t, { daemonError: forbidden })), /^forbidden: You may not use the docker socket/);
});

test('a relative folder in PATH brings no engine', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'relative-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\necho Docker version 1\n');
  chmodSync(join(folder, 'docker'), 0o755);
  const here = process.cwd();
  process.chdir(folder);
  try {
    assert.equal((await verifyWith({ environment: { PATH: '.' } })).kind, 'engine-unusable');
  } finally {
    process.chdir(here);
  }
});
