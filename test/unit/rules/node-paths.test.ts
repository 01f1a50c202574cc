import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

test('absolute paths of Node and npm move from /usr/local to /usr', () => {
  const { text, reported } = look(
    'node-paths',
    'FROM node:22\nWORKDIR /app\nCOPY . .\nENV NODE_BIN=/usr/local/bin/node\nRUN /usr/local/bin/npm ci && ls /usr/local/lib/node_modules/npm\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.match(text, /ENV NODE_BIN=\/usr\/bin\/node/);
  assert.match(text, /RUN \/usr\/bin\/npm ci && ls \/usr\/lib\/node_modules\/npm\n/);
  assert.ok(reported.length >= 3);
});

test('a start by path is written as node', () => {
  const { text } = look('node-paths', 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["/usr/local/bin/node", "app.js"]\n', APP);
  assert.doesNotMatch(text, /usr\/local/);
  assert.match(text, /CMD \["node", "app\.js"\]/);
});

test('paths that the file makes itself, and other programs there, stay', () => {
  const { text, said } = look(
    'node-paths',
    'FROM node:22\nWORKDIR /app\nCOPY . .\nCOPY tool.sh /usr/local/bin/tool\nRUN npm i -g npm@10 && /usr/local/bin/npm ci && /usr/local/bin/tool\nENV NODE_PATH=/usr/local/lib/node_modules\nCMD ["node", "app.js"]\n',
    { ...APP, 'tool.sh': '#!/bin/sh\n' },
  );
  assert.match(text, /\/usr\/local\/bin\/npm ci/);
  assert.match(text, /\/usr\/local\/bin\/tool/);
  assert.match(text, /NODE_PATH=\/usr\/local\/lib\/node_modules/);
  assert.deepEqual(said, []);
});

test('on Chainguard such a path is an error', () => {
  const { said, text } = look(
    'node-paths',
    'FROM cgr.dev/chainguard/node:latest-dev\nRUN /usr/local/bin/node -v\nENTRYPOINT ["/usr/local/bin/node", "app.js"]\n',
    APP,
  );
  assert.equal(said.length, 2);
  assert.ok(said.every((one) => one.startsWith('error: /usr/local/bin/node does not exist')));
  assert.match(text, /RUN \/usr\/bin\/node -v\nENTRYPOINT \["\/usr\/bin\/node", "app\.js"\]/);
});
