import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const file = (copy: string): string => `FROM node:22-alpine\n${copy}\nWORKDIR /app\nCOPY app.js .\nCMD ["node", "app.js"]\n`;

test('a tree with bin/ cannot be copied onto Wolfi’s links', () => {
  const { migration, said } = look('copy-over-symlink', file('COPY rootfs/ /'), { ...APP, 'rootfs/bin/tool': '', 'rootfs/etc/x': '' });
  assert.equal(migration.status, 'not-converted');
  assert.match(migration.reason ?? '', /^On Wolfi \/bin is a symbolic link/);
  assert.equal(said.length, 1);
});

test('trees without such folders, and other destinations, are fine', () => {
  assert.deepEqual(look('copy-over-symlink', file('COPY rootfs/ /'), { ...APP, 'rootfs/usr/bin/tool': '', 'rootfs/etc/x': '' }).said, []);
  assert.deepEqual(look('copy-over-symlink', file('COPY rootfs/ /opt/'), { ...APP, 'rootfs/bin/tool': '' }).said, []);
});
