import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ApkIndex,
  bundledWolfi,
  completePackages,
  mapPackage,
  parseApkIndex,
  searchWolfi,
  wolfiIndexOf,
} from '../../../server/src/packages/index.ts';

const INDEX = `C:Q1abcdefghijklmnopqrstuvwxyz0=
P:curl
V:8.9.0-r0
A:x86_64
S:1
I:2
T:a tool for URLs
o:curl
t:1767225600
D:so:libc.so.6 so:libcurl.so.4
p:cmd:curl=8.9.0-r0

P:curl
V:8.10.0-r0
T:a tool\tfor URLs, newer
t:1767312000
p:cmd:curl=8.10.0-r0 cmd:wcurl=8.10.0-r0

P:curl
V:8.10.0_rc2-r0
T:a tool for URLs, before

P:node-24
V:24.1.0-r0
k:10
p:node=24.1.0 so:libnode.so.137=0 pc:node=24.1.0

P:node-26
V:26.7.0-r1
k:5
p:node=26.7.0 node-lts

P:lts-24
V:1-r0
k:100
p:node-lts curl=9
`;

function read(text: string): ApkIndex {
  const result = parseApkIndex(text);
  if (result.kind === 'none') assert.fail(result.reason);
  return result.index;
}

function reasonOf(text: string): string {
  const result = parseApkIndex(text);
  return result.kind === 'none' ? result.reason : assert.fail('is an index');
}

test('the newest version of each name, and who provides what', () => {
  assert.deepEqual(read(INDEX), {
    packages: ['curl 8.10.0-r0', 'lts-24 1-r0', 'node-24 24.1.0-r0', 'node-26 26.7.0-r1'],
    virtual: [
      'cmd:curl curl',
      'cmd:wcurl curl',
      // The higher version of what is provided wins over the higher priority; without versions that of the package.
      'node node-26 node-24',
      'node-lts node-26 lts-24',
      'pc:node node-24',
      'so:libnode.so.137 node-24',
    ],
    descriptions: ['curl a tool for URLs, newer'],
    built: '2026-01-02',
    records: 6,
    skipped: 0,
  });
});

test('priority decides between equal versions', () => {
  const { virtual } = read('P:a\nV:1\np:x=1\n\nP:b\nV:1\nk:7\np:x=1\n\nP:c\nV:1\np:x=1\n');
  assert.deepEqual(virtual, ['x b a c']);
});

test('is tolerant: CR LF, empty lines, no line end, unknown fields and broken records', () => {
  const index = read('\r\n\r\nP:one\r\nV:1\r\nZ:new\r\nnonsense\r\n\r\n\r\nP:no-version\r\n\r\nP:two\r\nV:2');
  assert.deepEqual([index.packages, index.records, index.skipped, index.built], [['one 1', 'two 2'], 2, 1, undefined]);
  assert.deepEqual(read('P:bad name\nV:1\n\nP:good\nV:1\nk:many\nt:99999999999\n').packages, ['good 1']);
});

test('text that is no index is told as such', () => {
  assert.match(reasonOf(''), /no record/);
  assert.match(reasonOf('<!doctype html>\n<title>Sign in</title>\n'), /no record/);
  assert.match(reasonOf('{"P:": 1}'), /no record/);
  assert.match(reasonOf('P:a\nV:1\n\nP:b\n\nP:c\n\n'), /2 of its 3 records/);
});

test('long texts take linear time', () => {
  const text = Array.from(
    { length: 60_000 },
    (_, index) => `P:package-${index % 20_000}\nV:1.${index}-r0\np:so:lib${index}.so=1 every=${index}\n`,
  ).join('\n');
  const index = read(text);
  assert.equal(index.packages.length, 20_000);
  assert.equal(index.virtual.find((line) => line.startsWith('every '))?.split(' ').length, 20_001);
});

test('it stands in for the snapshot', () => {
  const index = wolfiIndexOf(read(INDEX), '2026-01-02');
  assert.deepEqual(index.find('curl'), { kind: 'package', name: 'curl', version: '8.10.0-r0' });
  assert.deepEqual(index.find('cmd:wcurl'), { kind: 'virtual', name: 'cmd:wcurl', providers: ['curl'] });
  assert.equal(index.find('nodejs-22')?.kind, 'removed');
  assert.deepEqual(index.names(), ['curl', 'lts-24', 'node', 'node-24', 'node-26', 'node-lts']);
  assert.deepEqual(
    searchWolfi('url', 5, index).map(({ name }) => name),
    ['curl'],
  );
  assert.equal(mapPackage('alpine', 'curl', index).kind, 'mapped');
});

test('a counterpart that the index has lost is none', () => {
  const index = wolfiIndexOf(read('P:busybox\nV:1-r0\n'), '2027-03-04');
  const mapping = mapPackage('debian', 'curl', index);
  assert.deepEqual([mapping.kind, mapping.kind === 'none' ? mapping.note : ''], ['none', 'curl is not in the Wolfi index of 2027-03-04']);
  assert.equal(mapPackage('debian', 'curl').kind, 'mapped');
});

test('completion: names that start with the text, the nearest first, sub-packages last', () => {
  const index = wolfiIndexOf(read(INDEX), '2026-01-02');
  assert.deepEqual(completePackages('cu', index), [{ name: 'curl', version: '8.10.0-r0', description: 'a tool for URLs, newer' }]);
  assert.deepEqual(completePackages('NODE', index, 1), [
    { name: 'node', version: '26.7.0-r1', description: 'provided by node-26, node-24' },
  ]);
  assert.deepEqual(completePackages('so:', index), []);
  assert.deepEqual(completePackages('url', index), []);
  const bundled = completePackages('curl', bundledWolfi, 100);
  assert.equal(bundled[0]?.name, 'curl');
  assert.equal(bundled[0]?.description, undefined);
  assert.ok(bundled.findIndex(({ name }) => name === 'curl-doc') > bundled.findIndex(({ name }) => name === 'curl-dev'));
  assert.equal(completePackages('', bundledWolfi, 7).length, 7);
});
