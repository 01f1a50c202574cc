import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

test('a tool that only the full Debian image brings is installed before its first use', () => {
  const { text, said, reported, saidAfter } = look(
    'missing-tool',
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN curl -fsSL https://example.com/data.json -o data.json\nRUN npm ci\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.match(text, /RUN apk add --no-cache curl\nRUN curl -fsSL/);
  assert.match(text, /^USER root$/m);
  assert.deepEqual(said, ["hint: Docker's image brings curl along, Chainguard's does not. The package curl brings it."]);
  assert.equal(reported.length, 1);
  assert.deepEqual(saidAfter, []);
});

test('several tools of one step are one installation', () => {
  const { text } = look(
    'missing-tool',
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN curl -O https://example.com/a.tar.xz && xz -d a.tar.xz\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.match(text, /RUN apk add --no-cache curl xz\n/);
});

test('a tool that the file installs itself is not installed twice', () => {
  const { text, said } = look(
    'missing-tool',
    'FROM node:22\nWORKDIR /app\nRUN apt-get update && apt-get install -y curl && curl -O https://example.com/x\nCOPY . .\nRUN npm ci\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.equal(text.match(/apk add/g)?.length, text.includes('runtime-packages') ? 2 : 1);
  assert.deepEqual(said, []);
});

test('what the old image did not hold either is left alone', () => {
  const { text, said } = look(
    'missing-tool',
    'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nRUN curl -O https://example.com/x && npm ci\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.deepEqual(said, []);
  assert.doesNotMatch(text, /apk add --no-cache curl/);
});

test('a step that falls away needs no tool', () => {
  const { text } = look(
    'missing-tool',
    'FROM node:22\nWORKDIR /app\nRUN curl -fsSL https://deb.example.com/key.gpg | apt-key add -\nCOPY . .\nRUN npm ci\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.doesNotMatch(text, /curl/);
});

test('a step of a user who is not root gets the user back', () => {
  const { text } = look(
    'missing-tool',
    'FROM node:22\nUSER node\nWORKDIR /app\nCOPY . .\nRUN curl -O https://example.com/x\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.match(text, /USER root\nRUN apk add --no-cache curl\nUSER 65532\nRUN curl/);
});

test('on Chainguard already it is an error, unless the file may bring the tool by other means', () => {
  const broken = 'FROM cgr.dev/chainguard/node:latest-dev\nRUN curl -O https://example.com/x\nENTRYPOINT ["node", "app.js"]\n';
  const { said, text } = look('missing-tool', broken, APP);
  assert.deepEqual(said, ['error: The image does not hold curl. The package curl brings it.']);
  assert.match(text, /USER root\nRUN apk add --no-cache curl\nUSER 65532\nRUN curl/);
  assert.deepEqual(
    look(
      'missing-tool',
      'FROM cgr.dev/chainguard/node:latest-dev\nENV PATH=/opt/bin:$PATH\nRUN curl -O https://example.com/x\nENTRYPOINT ["node", "app.js"]\n',
      APP,
    ).said,
    [],
  );
});

test('modules that are compiled need Python, which the full Debian image brought along', () => {
  const yarn = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN yarn install --frozen-lockfile\nCMD ["node", "app.js"]\n';
  assert.match(
    look('missing-tool', yarn, { ...APP, 'package.json': '{"dependencies":{"bcrypt":"^5"}}' }).text,
    /RUN apk add --no-cache python3\nRUN yarn install/,
  );
  assert.match(
    look('missing-tool', yarn, { ...APP, 'yarn.lock': 'bcrypt@^5.0.0:\n  version "5.1.1"\n' }).text,
    /apk add --no-cache python3/,
  );
  assert.doesNotMatch(look('missing-tool', yarn, APP).text, /python3/);
  // npm 12 runs no install script, so nothing is compiled.
  assert.doesNotMatch(
    look('missing-tool', yarn.replace('yarn install --frozen-lockfile', 'npm ci'), {
      ...APP,
      'package.json': '{"dependencies":{"bcrypt":"^5"}}',
    }).text,
    /python3/,
  );
});
