import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const withMount = (mount: string, user = '', base = 'node:22'): string =>
  `FROM ${base}\n${user}WORKDIR /app\nCOPY . .\nRUN --mount=${mount} npm ci\nCMD ["node", "app.js"]\n`;

test('the cache of a step that worked as root stays, and the step stays root', () => {
  const { text } = look('cache-mount', withMount('type=cache,target=/root/.npm'), APP);
  assert.match(text, /--mount=type=cache,target=\/root\/\.npm npm ci/);
  assert.match(text, /USER root/);
});

test('the cache of uid 1000 becomes that of 65532', () => {
  const { text, reported } = look('cache-mount', withMount('type=cache,target=/home/node/.npm,uid=1000,gid=1000', 'USER node\n'), APP);
  assert.match(text, /target=\/home\/node\/\.npm,uid=65532,gid=65532 npm ci/);
  assert.equal(reported.length, 1);
});

test('a cache without an owner gets one where the step is not root', () => {
  assert.match(
    look('cache-mount', withMount('type=cache,target=/app/.npm', 'USER node\n'), APP).text,
    /--mount=type=cache,target=\/app\/\.npm,uid=65532,gid=65532 npm ci/,
  );
});

test('on Chainguard a cache of root is never used', () => {
  const { said, text, saidAfter } = look(
    'cache-mount',
    withMount('type=cache,target=/root/.npm', '', 'cgr.dev/chainguard/node:latest-dev').replace('CMD', 'ENTRYPOINT'),
    APP,
  );
  assert.match(said[0] ?? '', /^warning: .*never uses a cache in \/root\/\.npm/);
  assert.match(text, /target=\/home\/node\/\.npm,uid=65532,gid=65532/);
  assert.deepEqual(saidAfter, []);
});

test('other mounts and the caches of system packages are not touched', () => {
  for (const mount of [
    'type=bind,source=package.json,target=/app/package.json',
    'type=secret,id=npmrc',
    'type=cache,target=/app/.npm,uid=65532,gid=65532',
    'type=cache,target=/app/.npm,mode=0777',
  ]) {
    assert.deepEqual(look('cache-mount', withMount(mount, '', 'cgr.dev/chainguard/node:latest-dev'), APP).said, [], mount);
  }
});
