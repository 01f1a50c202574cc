import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const file = (run: string, base = 'node:22'): string => `FROM ${base}\nWORKDIR /app\nCOPY . .\nRUN ${run}\nCMD ["node", "app.js"]\n`;
const lock = (packages: Readonly<Record<string, object>>): string =>
  JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } });
const project = (packages: Readonly<Record<string, object>>, manifest: object = {}): Record<string, string> => ({
  ...APP,
  'package.json': JSON.stringify({ name: 'app', ...manifest }),
  'package-lock.json': lock(packages),
});
const SQLITE = {
  'node_modules/sqlite3': { version: '5.1.7', hasInstallScript: true },
  'node_modules/core-js': { version: '3.0.0', hasInstallScript: true },
  'node_modules/fsevents': { version: '2.3.3', hasInstallScript: true, optional: true },
};

test('install scripts that npm 12 does not run are named, the needed ones first', () => {
  const { said, reported } = look('install-scripts', file('npm ci'), project(SQLITE));
  assert.deepEqual(said, [
    'hint: npm 12 does not run the install scripts of sqlite3, core-js. `npm approve-scripts` allows them in package.json.',
  ]);
  assert.match(reported[0] ?? '', /^review: .*sqlite3 will not work without\..*npm approve-scripts/);
});

test('without a lock file the direct dependencies that build something count', () => {
  assert.equal(
    look('install-scripts', file('npm install'), { ...APP, 'package.json': '{"dependencies":{"sqlite3":"^5","express":"^4"}}' }).said
      .length,
    1,
  );
});

test('what is allowed, or was never run, is fine', () => {
  assert.deepEqual(look('install-scripts', file('npm ci'), project(SQLITE, { allowScripts: { sqlite3: true, 'core-js': true } })).said, []);
  for (const run of [
    'npm ci --ignore-scripts',
    'npm ci --dangerously-allow-all-scripts',
    'npm i -g npm@11 && npm ci',
    'pnpm install',
    'yarn install',
  ])
    assert.deepEqual(look('install-scripts', file(run), project(SQLITE)).said, [], run);
  assert.deepEqual(
    look('install-scripts', file('npm ci --omit=dev'), project({ 'node_modules/cypress': { hasInstallScript: true, dev: true } })).said,
    [],
  );
});

test('dependencies from git get the flag that lets them in', () => {
  const { text, said, reported } = look(
    'install-scripts',
    file('npm ci --no-audit'),
    project({ 'node_modules/tool': { resolved: 'git+ssh://git@github.com/someone/tool.git#0123456789012345678901234567890123456789' } }),
  );
  assert.match(text, /RUN npm ci --allow-git=all --no-audit/);
  assert.match(said[0] ?? '', /^hint: npm 12 refuses tool from git without --allow-git=all\.$/);
  assert.match(reported[0] ?? '', /^rewritten: --allow-git=all is added/);
});

test('on Chainguard a dependency from git is an error', () => {
  const { said } = look(
    'install-scripts',
    file('npm ci', 'cgr.dev/chainguard/node:latest-dev').replace('CMD', 'ENTRYPOINT'),
    project({ 'node_modules/tool': { resolved: 'git+https://github.com/someone/tool.git#0123' } }),
  );
  assert.match(said[0] ?? '', /^error: npm 12 refuses tool from git/);
});
