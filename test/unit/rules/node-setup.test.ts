import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './look.ts';

test('Node on a distribution’s image is said, and the file stays', () => {
  for (const run of [
    'RUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs',
    'RUN apt-get update && apt-get install -y nodejs npm',
  ]) {
    const text = `FROM ubuntu:24.04\n${run}\nCOPY app.js /app/app.js\nCMD ["node", "/app/app.js"]\n`;
    const { said, findings, migration } = look('node-setup', text, { 'app.js': '' });
    assert.equal(said.length, 1, run);
    assert.match(said[0] ?? '', /^information: Node comes from /);
    assert.equal(findings.length, 1, 'nothing else is said');
    assert.equal(migration.text, text);
  }
});

test('files that only build with Node, or have none, hear nothing', () => {
  for (const text of [
    'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nodejs npm python3\nCMD ["python3", "app.py"]\n',
    'FROM python:3.12\nRUN apt-get update && apt-get install -y nodejs && npm ci\nCMD ["gunicorn", "app"]\n',
    'FROM alpine:3.20\nRUN apk add --no-cache curl\nCMD ["curl", "example.com"]\n',
  ]) {
    assert.deepEqual(look('node-setup', text).findings, [], text);
  }
});
