import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

test('cron beside the application must be root: the file stays', () => {
  const { migration, said } = look('service-manager', 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD cron && node app.js\n', APP);
  assert.equal(migration.status, 'not-converted');
  assert.match(migration.reason ?? '', /^cron is started with the application and must be root/);
  assert.ok(said.some((line) => line.startsWith('information: cron starts other programs as root')));
});

test('the same in a script', () => {
  const { migration } = look('service-manager', 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["./start.sh"]\n', {
    ...APP,
    'start.sh': '#!/bin/sh\nservice nginx start\nnode app.js\n',
  });
  assert.equal(migration.status, 'not-converted');
});

test('asking a service manager while the image is built does nothing and goes', () => {
  const { text, reported } = look(
    'service-manager',
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN systemctl enable x && npm ci\nCMD ["node", "app.js"]\n',
    APP,
    { strategy: 'dev' },
  );
  assert.match(text, /RUN npm ci\n/);
  assert.match(reported[0] ?? '', /^dropped: systemctl falls away/);
});

test('an application alone hears nothing', () => {
  const { said, reported } = look('service-manager', 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n', APP);
  assert.deepEqual([...said, ...reported], []);
});
