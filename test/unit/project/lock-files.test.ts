import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreignPackages, lockedCommand, lockFilesIn, parsePackageLock } from '../../../server/src/project/lock-files.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';

test('lock files in a folder and their managers', () => {
  const files = memoryFiles({ 'package-lock.json': null, 'web/yarn.lock': '', 'web/pnpm-lock.yaml': '' });
  assert.deepEqual(
    lockFilesIn(files, '').map(({ path, manager }) => `${path} ${manager}`),
    ['package-lock.json npm'],
  );
  assert.deepEqual(
    lockFilesIn(files, 'web').map(({ path, manager }) => `${path} ${manager}`),
    ['web/yarn.lock yarn', 'web/pnpm-lock.yaml pnpm'],
  );
});

const version3 = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'app' },
    'node_modules/sharp': { version: '0.33.0', resolved: 'https://registry.example.org/sharp/-/sharp-0.33.0.tgz', hasInstallScript: true },
    'node_modules/forked': { version: '1.0.0', resolved: 'git+ssh://git@example.org/forked.git#abc', dev: true },
    'node_modules/tarball': { version: '1.0.0', resolved: 'https://example.org/tarball.tgz' },
    'node_modules/runner': { version: '2.0.0', bin: { run: 'bin/run.js' } },
    'node_modules/other/node_modules/runner': { version: '1.0.0', bin: { run: 'old.js', 'only-nested': 'x.js' } },
    'packages/a': { name: '@acme/a', version: '1.0.0' },
    'node_modules/@acme/a': { resolved: 'packages/a', link: true },
  },
};

test('package-lock.json of version 3', () => {
  const lock = parsePackageLock(JSON.stringify(version3), 'package-lock.json');
  assert.ok(lock.kind === 'read');
  const told = lock.packages.map(({ name, origin, hasInstallScript }) => `${name} ${origin}${hasInstallScript === true ? ' script' : ''}`);
  assert.deepEqual(told, [
    'sharp registry script',
    'forked git',
    'tarball url',
    'runner registry',
    'runner registry',
    '@acme/a registry',
    '@acme/a link',
  ]);
  assert.equal(lock.packages[1]?.dev, true);
  assert.equal(lockedCommand(lock.packages, 'run')?.file, 'bin/run.js');
  assert.equal(lockedCommand(lock.packages, 'only-nested'), undefined);
  assert.equal(lockedCommand(lock.packages, 'constructor'), undefined);
});

test('package-lock.json of version 1 says less', () => {
  const text = JSON.stringify({
    lockfileVersion: 1,
    dependencies: { a: { version: '1.0.0', dependencies: { b: { version: 'git+https://example.org/b.git#1' } } } },
  });
  const lock = parsePackageLock(text, 'package-lock.json');
  assert.ok(lock.kind === 'read');
  assert.deepEqual(
    lock.packages.map(({ location, origin, hasInstallScript }) => [location, origin, hasInstallScript]),
    [
      ['node_modules/a', 'registry', undefined],
      ['node_modules/a/node_modules/b', 'git', undefined],
    ],
  );
});

test('malformed lock files are failure values', () => {
  assert.equal(parsePackageLock('{', 'x').kind, 'malformed');
  assert.equal(parsePackageLock('[]', 'x').kind, 'malformed');
  assert.equal(parsePackageLock('{}', 'x').kind, 'read');
});

test('git and URL packages of yarn and pnpm', () => {
  const files = memoryFiles({
    'yarn.lock':
      'left@^1.0.0:\n  version "1.0.0"\n  resolved "https://registry.example.org/left/-/left-1.0.0.tgz#1"\n\n"fork@git+https://example.org/fork.git":\n  version "1.0.0"\n  resolved "git+https://example.org/fork.git#abc"\n',
    'berry/yarn.lock':
      '"patched@https://github.com/acme/patched.git#commit=1":\n  version: 1.0.0\n  resolution: "patched@https://github.com/acme/patched.git#commit=1"\n',
    'pnpm/pnpm-lock.yaml':
      'packages:\n\n  /left@1.0.0:\n    resolution: {integrity: sha512-x}\n\n  fork@https://codeload.github.com/acme/fork/tar.gz/1:\n    resolution: {tarball: https://codeload.github.com/acme/fork/tar.gz/1}\n',
  });
  const foreign = (folder: string): readonly string[] =>
    lockFilesIn(files, folder).flatMap((lock) => foreignPackages(files, lock).map(({ name, origin }) => `${name} ${origin}`));
  assert.deepEqual(foreign(''), ['fork git']);
  assert.deepEqual(foreign('berry'), ['patched git']);
  assert.deepEqual(foreign('pnpm'), ['fork git']);
});
