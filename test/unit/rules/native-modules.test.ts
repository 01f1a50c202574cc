import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const file = (base: string): string => `FROM ${base}\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["node", "app.js"]\n`;
const project = (dependencies: object, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...APP,
  'package.json': JSON.stringify({ name: 'app', dependencies }),
  ...more,
});

test('a module that needs a library at run time gets it', () => {
  const { text, migration, said } = look('native-modules', file('node:22'), project({ 'pg-native': '^3' }));
  assert.equal(migration.strategy, 'runtime-packages');
  assert.match(text, /--root \/base-chroot .*libpq/);
  assert.match(said[0] ?? '', /^hint: pg-native needs libpq at run time/);
});

test('modules that bring everything need nothing', () => {
  for (const name of ['bcrypt', 'better-sqlite3', 'pg', 'express']) {
    const { migration, said } = look('native-modules', file('node:22'), project({ [name]: '*' }));
    assert.equal(migration.strategy, 'distroless', name);
    assert.deepEqual(said, [], name);
  }
});

test('what is needed only at times is for a person to see', () => {
  assert.ok(
    look('native-modules', file('node:22'), project({ sharp: '*' })).reported.some((line) => line.startsWith('review: sharp: SVG')),
  );
});

test('from Alpine, engines and lock files for musl are named', () => {
  const musl = {
    'schema.prisma': 'generator client {\n  binaryTargets = ["native", "linux-musl"]\n}\n',
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/@img/sharp-linuxmusl-x64': {} } }),
  };
  assert.equal(look('native-modules', file('node:22-alpine'), project({}, musl)).reported.length, 2);
  assert.equal(look('native-modules', file('node:22'), project({}, musl)).reported.length, 0);
  const both = JSON.stringify({
    lockfileVersion: 3,
    packages: { 'node_modules/@img/sharp-linuxmusl-x64': {}, 'node_modules/@img/sharp-linux-x64': {} },
  });
  assert.equal(look('native-modules', file('node:22-alpine'), project({}, { 'package-lock.json': both })).reported.length, 0);
});
