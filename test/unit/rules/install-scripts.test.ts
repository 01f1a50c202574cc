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
  assert.match(reported[0] ?? '', /^review: .*allows those of sqlite3, .*Those of core-js do not run\.$/);
});

test('those that make something are allowed by name in front of the installation, once', () => {
  const nan = { version: '1.0.0', hasInstallScript: true, dependencies: { nan: '^2.0.0' } };
  const packages = { ...SQLITE, 'node_modules/meter': nan, 'node_modules/@prisma/client': { version: '6.0.0', hasInstallScript: true } };
  const { text } = look('install-scripts', file('npm ci\nRUN npm ci --omit=dev'), project(packages));
  assert.deepEqual(
    text.split('\n').filter((line) => line.startsWith('RUN')),
    ['RUN npm config set allow-scripts=sqlite3,@prisma/client,meter', 'RUN npm ci', 'RUN npm ci --omit=dev'],
  );
  assert.deepEqual(look('install-scripts', text.split('\n\nFROM')[0] ?? '', project(packages)).said, [
    'warning: npm 12 does not run the install scripts of core-js. `npm approve-scripts` allows them in package.json.',
    'warning: npm 12 does not run the install scripts of core-js. `npm approve-scripts` allows them in package.json.',
  ]);
});

test('what package.json decides is not decided anew', () => {
  for (const allowScripts of [{ sqlite3: false }, { 'core-js': true }]) {
    const { text, reported } = look('install-scripts', file('npm ci'), project(SQLITE, { allowScripts }));
    assert.doesNotMatch(text, /allow-scripts/);
    assert.match(reported[0] ?? '', /^review: .*sqlite3 will not work without\./);
  }
});

test('where the installation reads other settings than the line before writes, a person is asked', () => {
  for (const run of [
    '--mount=type=secret,id=npmrc,target=/root/.npmrc npm ci',
    'echo "registry=https://npm.example.org" > ~/.npmrc && npm ci',
    'HOME=/tmp npm ci',
    'su node -c "npm ci"',
  ]) {
    const { text, reported } = look('install-scripts', file(run), project(SQLITE));
    assert.doesNotMatch(text, /allow-scripts/, run);
    assert.match(reported[0] ?? '', /^review: .*sqlite3 will not work without\..*npm approve-scripts/, run);
  }
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

test('a module of two generations is judged by its version', () => {
  const declares = (name: string, range: string): number =>
    look('install-scripts', file('npm install'), { ...APP, 'package.json': JSON.stringify({ dependencies: { [name]: range } }) }).said
      .length;
  for (const range of ['^5.1.0', '5', '5.x', '~5.1', '>=5 <6', '4 || 5', '3 - 5']) assert.equal(declares('bcrypt', range), 1, range);
  for (const range of ['^6.0.0', '6', '>=5', '*', 'latest', '^5 || ^6', '<=6']) assert.equal(declares('bcrypt', range), 0, range);
  assert.equal(declares('better-sqlite3', '^12.6.0'), 1);
  assert.equal(declares('better-sqlite3', '^13.0.0'), 0);
  assert.equal(declares('sharp', '^0.32.6'), 1);
  assert.equal(declares('sharp', '^0.34.0'), 0);

  const locked = (version: string): string | undefined =>
    look('install-scripts', file('npm ci'), project({ 'node_modules/bcrypt': { version, hasInstallScript: true } })).reported[0];
  assert.match(locked('5.1.1') ?? '', /allows those of bcrypt/);
  assert.doesNotMatch(locked('6.0.0') ?? '', /allows/);
});

test('a global installation is asked, too', () => {
  const { said, reported, text } = look('install-scripts', file('npm install -g prisma@6.19.3'), APP);
  assert.match(
    said[0] ?? '',
    /^hint: npm 12 does not run the install scripts of prisma\. `npm install -g --allow-scripts=prisma` lets them run\.$/,
  );
  assert.match(reported[0] ?? '', /^review: --allow-scripts=prisma is added/);
  assert.match(text, /npm install --allow-scripts=prisma -g prisma@6\.19\.3/);
  for (const run of [
    'npm i -g prisma',
    'npm i -g prisma@7',
    'npm i -g --allow-scripts=prisma prisma@6',
    'npm i -g pm2',
    'yarn global add prisma@6',
  ])
    assert.deepEqual(look('install-scripts', file(run), APP).said, [], run);
});

test('without a lock file package.json says what comes from git or a URL', () => {
  const install = (dependencies: Readonly<Record<string, string>>, run = 'npm install'): ReturnType<typeof look> =>
    look('install-scripts', file(run), { ...APP, 'package.json': JSON.stringify({ dependencies }) });
  for (const spec of [
    'github:expressjs/express',
    'expressjs/express#5',
    'git+https://github.com/expressjs/express.git',
    'git://example.org/e.git',
    'https://github.com/expressjs/express',
    'git@example.org:e.git',
  ]) {
    const { text, reported } = install({ express: spec });
    assert.match(text, /RUN npm install --allow-git=all\n/, spec);
    assert.match(reported[0] ?? '', /^rewritten: --allow-git=all is added: npm 12 refuses express from git without\.$/, spec);
  }
  assert.match(install({ tool: 'https://example.org/tool.tgz' }).text, /RUN npm install --allow-remote=all\n/);
  for (const spec of ['^1.0.0', 'latest', 'file:../tool', './tool', '~/tool', 'npm:other@1', 'workspace:*', 'npm:@someone/tool@1'])
    assert.doesNotMatch(install({ tool: spec }).text, /--allow-/, spec);
  for (const named of ['github:someone/tool', 'tool@someone/tool', '@someone/tool@git+https://example.org/tool.git'])
    assert.match(install({}, `npm install ${named}`).text, /npm install --allow-git=all/, named);
  for (const named of ['@someone/tool', '@someone/tool@1.0', 'tool@^1', './tool'])
    assert.doesNotMatch(install({}, `npm install ${named}`).text, /--allow-/, named);
});
