import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './look.ts';

const PROJECT = { 'app.js': '', 'package.json': '{"devDependencies":{"typescript":"^5","vitest":"^3"}}', '.dockerignore': 'node_modules' };
const file = (run: string): string => `FROM node:22\nWORKDIR /app\nCOPY . .\n${run}\nCMD ["node", "app.js"]\n`;

test('a full installation carries development dependencies into the final image', () => {
  assert.match(
    look('dev-dependencies', file('RUN npm ci'), PROJECT).said[0] ?? '',
    /^hint: 2 development dependencies reach .* npm prune --omit=dev/,
  );
  assert.equal(
    look(
      'dev-dependencies',
      'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM node:22\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY app.js .\nCMD ["node", "app.js"]\n',
      PROJECT,
    ).said.length,
    1,
  );
});

test('left out, pruned, not copied, or none at all: nothing to say', () => {
  for (const run of [
    'RUN npm ci --omit=dev',
    'ENV NODE_ENV=production\nRUN npm ci',
    'RUN npm ci && npm prune --omit=dev',
    'RUN NODE_ENV=production npm install',
  ])
    assert.deepEqual(look('dev-dependencies', file(run), PROJECT).said, [], run);
  assert.deepEqual(look('dev-dependencies', file('RUN npm ci'), { ...PROJECT, 'package.json': '{}' }).said, []);
  assert.deepEqual(
    look(
      'dev-dependencies',
      'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM node:22\nWORKDIR /app\nCOPY --from=build /app/dist ./dist\nCMD ["node", "dist/app.js"]\n',
      PROJECT,
    ).said,
    [],
  );
});
