import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const file = (lines: string): string => `FROM node:22\nWORKDIR /app\nCOPY . .\n${lines}CMD ["node", "app.js"]\n`;

test('ports below 1024 are told once', () => {
  const { said, reported, text } = look('privileged-port', file('ENV PORT=80\nEXPOSE 80/tcp 3000\n'), APP);
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /^hint: Port 80:/);
  assert.match(reported[0] ?? '', /^review: The application listens on port 80/);
  assert.match(text, /EXPOSE 80\/tcp 3000/);
});

test('a variable is looked up', () => assert.match(look('privileged-port', file('ARG P=443\nEXPOSE $P\n'), APP).said[0] ?? '', /Port 443/));

test('other ports, and users who were not root before, need no word', () => {
  assert.deepEqual(look('privileged-port', file('EXPOSE 3000 8080\n'), APP).said, []);
  assert.deepEqual(look('privileged-port', file('USER node\nEXPOSE 80\n'), APP).reported, []);
});
