import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const withRun = (run: string, base = 'node:22'): string => `FROM ${base}\nWORKDIR /app\nCOPY . .\nRUN ${run}\nCMD ["node", "app.js"]\n`;

test('--omit-dev becomes the flag that was meant', () => {
  const { text, said, reported } = look('npm-flags', withRun('npm ci --omit-dev'), APP);
  assert.match(text, /RUN npm ci --omit=dev\n/);
  assert.match(said[0] ?? '', /^information: .*--omit=dev is what was meant/);
  assert.equal(reported.length, 1);
});

test('where a build follows, --omit-dev only goes, as npm had ignored it', () => {
  assert.match(
    look('npm-flags', withRun('npm ci --omit-dev && npm run build'), { ...APP, 'package.json': '{"scripts":{"build":"tsc"}}' }).text,
    /RUN npm ci && npm run build\n/,
  );
});

test('flags that npm 12 refuses fall away, with their value', () => {
  assert.match(look('npm-flags', withRun('npm install --unsafe-perm'), APP).text, /RUN npm install\n/);
  assert.match(look('npm-flags', withRun('npm install --network-timeout 100000'), APP).text, /RUN npm install\n/);
  assert.match(look('npm-flags', withRun('npm install --unsafe-perm express'), APP).text, /RUN npm install express\n/);
});

test('an npm that the file pins itself still takes them', () => {
  assert.match(look('npm-flags', withRun('npm i -g npm@10 && npm ci --unsafe-perm'), APP).text, /npm ci --unsafe-perm/);
});

test('settings that npm does not know fall away, as npm stops at them', () => {
  const { text, reported } = look('npm-flags', withRun('npm config set unsafe-perm true && npm ci'), APP);
  assert.match(text, /RUN npm ci\n/);
  assert.match(reported[0] ?? '', /^review: Setting unsafe-perm falls away/);
  for (const run of [
    'npm config set registry https://registry.example.com/',
    'npm config set //registry.example.com/:_authToken abc',
    'npm config set @acme:registry https://registry.example.com/',
    'npm config set fetch-retries 5',
  ])
    assert.deepEqual(look('npm-flags', withRun(run), APP).said, [], run);
});

test('deprecated flags are only named', () => {
  const { text, said } = look('npm-flags', withRun('npm ci --only=production'), APP);
  assert.match(text, /npm ci --only=production/);
  assert.deepEqual(said, ['hint: --only=production is deprecated; --omit=dev says the same.']);
});

test('known flags and those of scripts and tools are nobody’s business', () => {
  for (const run of ['npm ci --omit=dev --no-audit --no-fund', 'npm run build -- --prod', 'npx tool --strange', 'npm exec tool --strange'])
    assert.deepEqual(look('npm-flags', withRun(run), APP).said, [], run);
});

test('on Chainguard it is an error', () => {
  const { said, text } = look('npm-flags', withRun('npm ci --omit-dev', 'cgr.dev/chainguard/node:latest-dev'), APP);
  assert.match(said[0] ?? '', /^error: npm 12 stops at --omit-dev/);
  assert.match(text, /npm ci --omit=dev/);
});
