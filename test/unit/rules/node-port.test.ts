import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './look.ts';

const READS = { 'app.js': 'server.listen(process.env.NODE_PORT);\n', 'package.json': '{}', '.dockerignore': 'node_modules' };
const file = (lines = ''): string => `FROM cgr.dev/chainguard/node:latest\nWORKDIR /app\nCOPY . .\n${lines}CMD ["app.js"]\n`;

test('an application that reads NODE_PORT is told that nobody sets it', () => {
  assert.match(look('node-port', file(), READS).said[0] ?? '', /^warning: app\.js reads NODE_PORT/);
  assert.match(
    look('node-port', file('EXPOSE $NODE_PORT\n'), { ...READS, 'app.js': '' }).said[0] ?? '',
    /^warning: NODE_PORT is empty here/,
  );
});

test('where it is set, or on Docker’s image, there is nothing to say', () => {
  assert.deepEqual(look('node-port', file('ENV NODE_PORT=3000\nEXPOSE $NODE_PORT\n'), READS).said, []);
  assert.deepEqual(look('node-port', 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n', READS).said, []);
});
