import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NATIVE_MODULE_NAMES,
  WOLFI_DATE,
  bundledWolfi,
  commandProvider,
  existsInWolfi,
  heldByNodeImage,
  nativeModule,
  packageRole,
  searchWolfi,
  suggestWolfi,
  wolfiPackage,
} from '../../../server/src/packages/index.ts';

test('packages, virtual names and names that left', () => {
  assert.equal(WOLFI_DATE, '2026-08-22');
  assert.deepEqual(wolfiPackage('nodejs-26'), { kind: 'package', name: 'nodejs-26', version: '26.7.0-r0' });
  assert.deepEqual(wolfiPackage('nodejs'), { kind: 'virtual', name: 'nodejs', providers: ['nodejs-24', 'nodejs-26'] });
  assert.deepEqual(wolfiPackage('nodejs-22'), { kind: 'removed', name: 'nodejs-22', removed: '2026-08-14' });
  assert.equal(wolfiPackage('libc6-compat'), undefined);
  assert.equal(wolfiPackage(''), undefined);
  assert.equal(wolfiPackage('constructor'), undefined);
});

test('every name of the index is found, the first and the last too', () => {
  const names = bundledWolfi.names();
  assert.equal(names.length, 11_166 + 892 - 7, 'without so:, cmd: and pc:');
  assert.deepEqual(
    names.filter((name) => !existsInWolfi(name)),
    [],
  );
});

test('searching puts the name itself first, then beginnings, and by-products last', () => {
  assert.equal(searchWolfi('curl', 5)[0]?.name, 'curl');
  assert.deepEqual(
    searchWolfi('libvips', 3).map((one) => one.name),
    ['libvips', 'libvips-dev', 'libvips-doc'],
  );
  assert.equal(searchWolfi('', 4).length, 4);
  assert.deepEqual(searchWolfi('no-such-package-anywhere', 5), []);
});

test('suggestions know other spellings and small slips, three at most', () => {
  assert.equal(suggestWolfi('crul')[0], 'curl');
  assert.equal(suggestWolfi('imagemagik')[0], 'imagemagick');
  assert.equal(suggestWolfi('libxml2-devel')[0], 'libxml2-dev');
  assert.equal(suggestWolfi('python3-pygments')[0], 'py3-pygments');
  assert.equal(suggestWolfi('fonts-lohit')[0], 'font-lohit');
  assert.ok(suggestWolfi('postgresql18').length <= 3);
  assert.deepEqual(suggestWolfi('qqqqqqqqqqqq'), []);
});

test('what the node images hold', () => {
  assert.equal(heldByNodeImage(['nodejs', 'zlib']), 'latest');
  assert.equal(heldByNodeImage(['git', 'zlib']), 'latest-dev');
  assert.equal(heldByNodeImage(['curl', 'git']), undefined);
  assert.equal(heldByNodeImage([]), undefined);
});

test('what packages are for', () => {
  const roles = (names: string): readonly string[] => names.split(' ').map((name) => packageRole(name).role);
  assert.deepEqual(
    roles('build-base make g++ gcc-12 openssl-dev libpq-devel pkgconf'),
    Array.from({ length: 7 }, () => 'build'),
  );
  assert.deepEqual(
    roles('dumb-init ffmpeg libpq libvips42 font-noto ttf-dejavu tzdata'),
    Array.from({ length: 7 }, () => 'runtime'),
  );
  assert.deepEqual(
    roles('python3 git curl ca-certificates something-else'),
    Array.from({ length: 5 }, () => 'either'),
  );
  assert.deepEqual(
    roles('apt-utils gnupg2 vim shadow curl-doc'),
    Array.from({ length: 5 }, () => 'meta'),
  );
  assert.match(packageRole('python3').reason, /node-gyp/);
});

test('which package brings a command', () => {
  const pairs = {
    curl: 'curl',
    git: 'git',
    xz: 'xz',
    nc: 'netcat-openbsd',
    python3: 'python3',
    sh: 'busybox',
    ls: 'busybox',
    useradd: 'shadow',
    psql: 'postgresql-client',
    'g++': 'gcc',
    dig: 'bind-tools',
    unzip: 'unzip',
    envsubst: 'gettext-envsubst',
    getent: 'posix-libc-utils-bin',
    wget: 'wget',
  };
  for (const [command, name] of Object.entries(pairs)) {
    assert.equal(commandProvider(command), name, command);
    assert.ok(existsInWolfi(name), name);
  }
  for (const command of ['mysql', 'redis-cli', 'chromium', 'python2', 'apt-get'])
    assert.equal(commandProvider(command), undefined, command);
});

test('native modules name packages that exist', () => {
  assert.deepEqual(nativeModule('pg-native')?.runtime, ['libpq']);
  assert.deepEqual(nativeModule('sharp')?.runtime, []);
  assert.equal(nativeModule('express'), undefined);
  for (const name of NATIVE_MODULE_NAMES) {
    const row = nativeModule(name);
    assert.deepEqual(
      [...(row?.runtime ?? []), ...(row?.build ?? [])].filter((one) => !existsInWolfi(one)),
      [],
      name,
    );
  }
});
