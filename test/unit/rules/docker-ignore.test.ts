import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './look.ts';

const file = (copy: string, base = 'node:22-alpine'): string => `FROM ${base}\nWORKDIR /app\n${copy}\nRUN npm ci\nCMD ["node", "app.js"]\n`;
const BARE = { 'app.js': '', 'package.json': '{}' };

test('COPY . . without an ignore file takes node_modules along', () => {
  const { said, reported } = look('docker-ignore', file('COPY . .'), BARE);
  assert.match(said[0] ?? '', /^hint: There is no \.dockerignore/);
  assert.match(reported[0] ?? '', /^review: .*musl.*Add the line node_modules\.$/);
});

test('an ignore file that forgets node_modules is named', () => {
  assert.match(
    look('docker-ignore', file('COPY ./ ./'), { ...BARE, '.dockerignore': '.git\n' }).said[0] ?? '',
    /\.dockerignore does not name node_modules/,
  );
});

test('named node_modules, chosen files and other stages are fine', () => {
  for (const ignore of ['node_modules', '**/node_modules', '*\n!app.js\n!package.json', 'node_modules/**'])
    assert.deepEqual(look('docker-ignore', file('COPY . .'), { ...BARE, '.dockerignore': ignore }).said, [], ignore);
  assert.deepEqual(look('docker-ignore', file('COPY package.json app.js ./'), BARE).said, []);
  assert.deepEqual(
    look('docker-ignore', 'FROM node:22 AS b\nCOPY app.js /\n\nFROM node:22\nCOPY --from=b . .\nCMD ["node", "/app.js"]\n', BARE).said,
    [],
  );
});
