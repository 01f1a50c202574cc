import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DEFAULT_TARGET,
  chainguardReference,
  classifyImage,
  contractOf,
  type ContractOptions,
  type ImageContract,
} from '../../../server/src/images/index.ts';

function contract(reference: string, options?: ContractOptions): ImageContract {
  const found = contractOf(classifyImage(reference), options);
  assert.ok(found !== undefined, reference);
  return found;
}

/** `has` for several tools, as one letter each: y, n, u. */
function tools(reference: string, names: string, options?: ContractOptions): string {
  const image = contract(reference, options);
  return names
    .split(' ')
    .map((name) => image.has(name)[0])
    .join('');
}

test('official images run as root in / behind their entrypoint script', () => {
  const image = contract('node:20');
  assert.deepEqual([image.user.name, image.workdir, image.entrypoint, image.cmd], ['root', '/', ['docker-entrypoint.sh'], ['node']]);
  assert.ok(image.hasUser('node') && image.hasUser('1000') && image.hasUser('node:node') && image.hasUser('0'));
  assert.ok(!image.hasUser('app') && !image.hasUser('65532'));
  assert.equal(image.nodeMajor, 20);
  assert.equal(image.nodePath, '/usr/local/bin/node');
});

test('the variant of an official image decides about its tools', () => {
  const names = 'sh bash apt-get apk git curl wget python3 make g++ xz useradd addgroup ps';
  assert.equal(tools('node:20', names), 'yyynyyyyyyyyuy');
  assert.equal(tools('node:20-slim', names), 'yyynnnnnnnnyun');
  assert.equal(tools('node:20-alpine', names), 'ynnynnynnnnnyy');
});

test('yarn left with 26, corepack with 25', () => {
  assert.equal(tools('node:24', 'yarn corepack pnpm'), 'yyn');
  assert.equal(tools('node:25', 'yarn corepack pnpm'), 'ynn');
  assert.equal(tools('node:26', 'yarn corepack pnpm'), 'nnn');
  assert.equal(tools('node:14', 'yarn corepack'), 'yn');
  assert.equal(tools('node:${V}-slim', 'yarn corepack pnpm'), 'uun');
});

test('old official images had no entrypoint', () => {
  assert.deepEqual(contract('node:6').entrypoint, []);
  assert.deepEqual(contract('node:10.15.2').entrypoint, []);
  assert.deepEqual(contract('node:10.15').entrypoint, ['docker-entrypoint.sh']);
  assert.deepEqual(contract('node:8').entrypoint, ['docker-entrypoint.sh']);
  assert.deepEqual(contract('node:8-onbuild').cmd, ['npm', 'start']);
});

test('of a digest only what all variants share is told', () => {
  assert.equal(tools('node@sha256:0a1b', 'node npm sh git apk apt-get'), 'yyyuuu');
  assert.equal(contract('node@sha256:0a1b').libc, 'unknown');
});

test('NODE_VERSION has a value only where the tag spells it out', () => {
  assert.equal(contract('node:20.11.1-slim').env['NODE_VERSION'], '20.11.1');
  assert.equal(contract('node:20').env['NODE_VERSION'], undefined);
  assert.deepEqual(contract('node:20').openEnv, ['NODE_VERSION', 'YARN_VERSION']);
});

test('Chainguard node runs as 65532 in /app with node as entrypoint', () => {
  for (const reference of ['cgr.dev/chainguard/node', 'cgr.dev/chainguard/node:latest-dev']) {
    const image = contract(reference);
    assert.deepEqual(image.user, { name: 'node', uid: 65532, gid: 65532, home: '/home/node' });
    assert.deepEqual([image.workdir, image.entrypoint, image.cmd], ['/app', ['/usr/bin/node'], ['--help']]);
    assert.deepEqual(image.writable, ['/app']);
    assert.equal(image.env['NODE_PORT'], undefined);
    assert.equal(image.env['NPM_CONFIG_UPDATE_NOTIFIER'], 'false');
    assert.equal(image.nodeMajor, 26);
    assert.equal(image.npmMajor, 12);
    assert.ok(image.hasUser('node') && !image.hasUser('1000') && !image.hasUser('nonroot'));
  }
});

test('latest-dev has compilers and package managers, neither python nor curl', () => {
  const names = 'sh bash apk git wget gcc g++ make npm yarn pnpm corepack node-gyp dumb-init adduser python3 curl xz getent useradd nc';
  assert.equal(tools('cgr.dev/chainguard/node:latest-dev', names), 'yyyyyyyyyyyyyyynnnnnn');
});

test('the free latest has a shell and npm, which the strict promise leaves out', () => {
  const names = 'node dumb-init sh npm npx ls apk bash git yarn';
  assert.equal(tools('cgr.dev/chainguard/node', names), 'yyyyyynnnn');
  assert.equal(tools('cgr.dev/chainguard/node', names, { strict: true }), 'yynnnnnnnn');
  assert.equal(tools('cgr.dev/example.com/node:22-slim', names), 'yynnnnnnnn');
  assert.equal(contract('cgr.dev/chainguard/node', { strict: true }).shell, undefined);
  assert.equal(contract('cgr.dev/chainguard/node:latest-dev', { strict: true }).shell, 'ash');
});

test('tags of organizations keep their major, and their npm is not known', () => {
  const image = contract('cgr.dev/example.com/node:22.15.0-r1-dev');
  assert.deepEqual([image.nodeMajor, image.npmMajor, image.packageManager], [22, undefined, 'apk']);
});

test('absolute paths are looked for in their folder', () => {
  assert.equal(tools('node:20', '/usr/local/bin/node /usr/bin/node /bin/bash /usr/sbin/useradd /opt/x'), 'ynyyu');
  assert.equal(
    tools('cgr.dev/chainguard/node:latest-dev', '/usr/bin/node /usr/local/bin/node /usr/bin/dumb-init /sbin/tini /bin/sh'),
    'ynyny',
  );
});

test('what nobody knows is neither there nor missing', () => {
  assert.equal(tools('cgr.dev/chainguard/node:latest-dev', 'frobnicate tsc'), 'uu');
  assert.equal(tools('cgr.dev/chainguard/node', 'frobnicate', { strict: true }), 'n');
});

test('distroless node holds node alone, off PATH', () => {
  assert.equal(tools('gcr.io/distroless/nodejs20-debian12', '/nodejs/bin/node node sh npm frobnicate'), 'ynnnn');
  assert.equal(tools('gcr.io/distroless/nodejs20-debian12:debug', '/nodejs/bin/node sh'), 'yu');
  assert.equal(contract('gcr.io/distroless/nodejs20-debian12').user.name, 'root');
  assert.equal(contract('gcr.io/distroless/nodejs20-debian12:nonroot').user.uid, 65532);
});

test('nginx: port 80 and a shell before, port 8080 and none after', () => {
  const before = contract('nginx:alpine');
  const after = contract('cgr.dev/chainguard/nginx:latest');
  assert.deepEqual([before.ports, before.shell, before.user.name], [[80], 'ash', 'root']);
  assert.deepEqual(
    [after.ports, after.shell, after.user.name, after.user.uid, after.stopSignal],
    [[8080], undefined, 'nginx', 65532, 'SIGQUIT'],
  );
  assert.deepEqual(after.cmd, ['-c', '/etc/nginx/nginx.conf', '-e', '/dev/stderr', '-g', 'daemon off;']);
  assert.deepEqual(contract('nginxinc/nginx-unprivileged').ports, [8080]);
});

test('wolfi-base is root with apk and busybox', () => {
  const image = contract('cgr.dev/chainguard/wolfi-base');
  assert.deepEqual([image.user.name, image.packageManager, image.shell], ['root', 'apk', 'ash']);
  assert.ok(image.hasUser('nonroot') && !image.hasUser('node'));
});

test('no contract is made up for images that nobody knows', () => {
  for (const reference of ['registry.example.com/base/node:20', '${BASE}', 'golang:1', 'cgr.dev/example.com/chromium'])
    assert.equal(contractOf(classifyImage(reference)), undefined, reference);
});

test('references to write', () => {
  const acme = { registry: 'cgr.dev', organization: 'acme.com', nodeVersion: 'keep' } as const;
  assert.equal(chainguardReference({ image: 'node', settings: DEFAULT_TARGET, variant: 'runtime' }), 'cgr.dev/chainguard/node:latest');
  assert.equal(
    chainguardReference({ image: 'node', settings: DEFAULT_TARGET, variant: 'dev', version: '22' }),
    'cgr.dev/chainguard/node:latest-dev',
  );
  assert.equal(chainguardReference({ image: 'node', settings: DEFAULT_TARGET, variant: 'slim' }), 'cgr.dev/chainguard/node:latest');
  assert.equal(chainguardReference({ image: 'node', settings: acme, variant: 'dev', version: '22' }), 'cgr.dev/acme.com/node:22-dev');
  assert.equal(
    chainguardReference({ image: 'node', settings: acme, variant: 'slim', version: '${NODE_VERSION}' }),
    'cgr.dev/acme.com/node:${NODE_VERSION}-slim',
  );
  assert.equal(
    chainguardReference({ image: 'node', settings: { ...acme, nodeVersion: 'latest' }, variant: 'runtime', version: '22' }),
    'cgr.dev/acme.com/node:latest',
  );
  assert.equal(
    chainguardReference({ image: 'nginx', settings: { ...DEFAULT_TARGET, registry: 'r.example.com/cgr/' }, variant: 'runtime' }),
    'r.example.com/cgr/chainguard/nginx:latest',
  );
});
