import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWolfiIndex, mapPackage, parsePackageSpec, type Ecosystem } from '../../../server/src/packages/index.ts';

/** One line per mapping, as a reader would put it. */
function say(ecosystem: Ecosystem, text: string): string {
  const mapping = mapPackage(ecosystem, text);
  switch (mapping.kind) {
    case 'mapped':
      return `${mapping.wolfi.join(' ')}${mapping.inImage === undefined ? '' : ` (in ${mapping.inImage})`}`;
    case 'same-name':
      return `${mapping.wolfi.join(' ')} ${mapping.certain ? 'by name' : 'perhaps'}`;
    case 'provides':
      return mapping.wolfi.join(' ');
    case 'dropped':
      return 'dropped';
    case 'none':
      return mapping.removed === undefined ? 'none' : `left ${mapping.removed}`;
    case 'unknown':
      return `unknown ${mapping.suggestions.join(' ')}`.trim();
  }
}

const MAPPINGS: readonly (readonly [Ecosystem, string, string])[] = [
  ['debian', 'build-essential', 'build-base (in latest-dev)'],
  ['debian', 'g++', 'gcc (in latest-dev)'],
  ['debian', 'python3', 'python3'],
  ['debian', 'curl=7.88*', 'curl'],
  ['debian', 'libc6:amd64', 'glibc (in latest)'],
  ['debian', 'libvips-dev/bookworm-backports', 'libvips-dev'],
  ['debian', 'nodejs=22.15.1-1nodesource1', 'nodejs (in latest)'],
  ['debian', 'libssl-dev', 'openssl-dev'],
  ['debian', 'dumb-init', 'dumb-init (in latest)'],
  ['debian', 'xz-utils', 'xz'],
  ['debian', 'apt-transport-https', 'dropped'],
  ['debian', 'tar', 'dropped'],
  ['debian', 'chromium', 'left 2026-06-11'],
  ['debian', 'graphicsmagick', 'left 2026-06-11'],
  ['debian', 'default-mysql-client', 'left 2026-06-11'],
  ['debian', 'azure-cli', 'left 2026-06-11'],
  ['debian', 'nmap', 'left 2025-05-06'],
  ['debian', 'python2', 'none'],
  ['debian', 'libssl1.1', 'none'],
  ['debian', 'ltrace', 'ltrace'],
  ['debian', 'python3.11', 'python-3.11'],
  ['debian', 'python3.8', 'python3'],
  ['debian', 'libicu67', 'icu78-data-full (in latest)'],
  ['debian', 'libjpeg8', 'libjpeg-turbo'],
  ['debian', 'clang-16', 'clang-16'],
  ['debian', 'clang-9', 'clang-22'],
  ['debian', 'gcc-11', 'gcc-11'],
  ['debian', 'gcc-8', 'gcc (in latest-dev)'],
  ['debian', 'linux-headers-5.10.0-8-amd64', 'linux-headers (in latest-dev)'],
  ['debian', 'hugo', 'hugo perhaps'],
  ['debian', 'imagemagic', 'unknown imagemagick'],
  ['debian', 'pyhton3', 'unknown python3'],
  ['debian', 'build-esential', 'unknown build-base'],
  ['debian', './theirs_1.0_amd64.deb', 'unknown'],
  ['debian', 'https://example.com/theirs.deb', 'unknown'],
  ['debian', '${PACKAGES}', 'unknown'],
  ['alpine', 'libc6-compat', 'dropped'],
  ['alpine', 'gcompat', 'dropped'],
  ['alpine', 'vips-dev@edge', 'libvips-dev'],
  ['alpine', 'nodejs~=20', 'nodejs (in latest)'],
  ['alpine', 'curl>8', 'curl'],
  ['alpine', 'alpine-sdk', 'build-base git (in latest-dev)'],
  ['alpine', 'so:libvips.so.42', 'so:libvips.so.42'],
  ['alpine', 'cmd:ldd', 'cmd:ldd'],
  ['alpine', 'hugo', 'hugo by name'],
  ['alpine', 'deno', 'left 2026-06-11'],
  ['alpine', 'chromium', 'left 2026-06-11'],
  ['alpine', 'nss-tools', 'libnss-tools'],
  ['alpine', '.build-deps', 'unknown'],
  ['fedora', 'gcc-c++', 'gcc (in latest-dev)'],
  ['fedora', 'openssl-devel.x86_64', 'openssl-dev'],
  ['fedora', 'curl-7.76.1-14.el9', 'curl'],
  ['fedora', '@development-tools', 'build-base (in latest-dev)'],
  ['fedora', 'epel-release', 'dropped'],
  ['fedora', 'GraphicsMagick', 'left 2026-06-11'],
];

for (const [ecosystem, text, expected] of MAPPINGS) {
  test(`${ecosystem} ${text}: ${expected}`, () => assert.equal(say(ecosystem, text), expected));
}

test('a package that is gone from Wolfi is told with its day even where the table is silent', () => {
  const mapping = mapPackage('alpine', 'nodejs-20');
  assert.equal(mapping.kind, 'mapped', 'the version pattern speaks for it');
  const gone = mapPackage('debian', 'opencv');
  assert.deepEqual([gone.kind, gone.kind === 'none' ? gone.removed : ''], ['none', '2026-06-11']);
});

test('another index may stand in for the snapshot', () => {
  const index = createWolfiIndex('2027-01-01', ['deno 3.0.0-r0', 'glibc-3 3-r0'], ['glibc glibc-3'], []);
  const mapping = mapPackage('fedora', 'deno', index);
  assert.deepEqual([mapping.kind, mapping.kind === 'same-name' ? mapping.certain : undefined], ['same-name', false]);
});

test('pins, architectures and origins are told apart from the name', () => {
  const read = (ecosystem: Ecosystem, text: string): readonly (string | boolean | undefined)[] => {
    const spec = parsePackageSpec(ecosystem, text);
    return spec.kind === 'package' ? [spec.name, spec.pin, spec.architecture, spec.origin, spec.unwanted] : [spec.kind];
  };
  assert.deepEqual(read('debian', 'curl:arm64=7.88.1-10+deb12u5'), ['curl', '=7.88.1-10+deb12u5', 'arm64', undefined, false]);
  assert.deepEqual(read('debian', 'git/bookworm-backports'), ['git', undefined, undefined, 'bookworm-backports', false]);
  assert.deepEqual(read('debian', 'libstdc++'), ['libstdc++', undefined, undefined, undefined, false]);
  assert.deepEqual(read('debian', 'vim-'), ['vim', undefined, undefined, undefined, true]);
  assert.deepEqual(read('debian', 'git+'), ['git', undefined, undefined, undefined, false]);
  assert.deepEqual(read('debian', 'lamp-server^'), ['group']);
  assert.deepEqual(read('alpine', 'python3~=3.12'), ['python3', '~=3.12', undefined, undefined, false]);
  assert.deepEqual(read('alpine', 'libstdc++=14.2.0-r4@edge'), ['libstdc++', '=14.2.0-r4', undefined, 'edge', false]);
  assert.deepEqual(read('alpine', '!musl'), ['musl', undefined, undefined, undefined, true]);
  assert.deepEqual(read('alpine', 'gtk+3.0'), ['gtk+3.0', undefined, undefined, undefined, false]);
  assert.deepEqual(read('fedora', 'gcc-c++-12.1'), ['gcc-c++', '-12.1', undefined, undefined, false]);
  assert.deepEqual(read('fedora', 'nodejs-20.*'), ['nodejs', '-20.*', undefined, undefined, false]);
  assert.deepEqual(read('fedora', 'java-17-openjdk-headless'), ['java-17-openjdk-headless', undefined, undefined, undefined, false]);
  assert.deepEqual(read('debian', 'lib$X-dev'), ['unresolved']);
});
