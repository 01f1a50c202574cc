import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledWolfi, mapPackage } from '../../../server/src/packages/index.ts';

const overrides = { curl: ['corp-curl'], 'libcorp-dev': ['corp-dev', 'openssl-dev'], scanner: null, '@tools': ['make'] };
const map = (ecosystem: 'debian' | 'alpine' | 'fedora', text: string) => mapPackage(ecosystem, text, bundledWolfi, overrides);

test('overrides beat the table, whatever stands behind the name', () => {
  for (const text of ['curl', 'curl=7.88*', 'curl:amd64']) {
    const mapping = map('debian', text);
    assert.deepEqual([mapping.kind, mapping.kind === 'mapped' && mapping.wolfi, mapping.decided], ['mapped', ['corp-curl'], true]);
  }
  assert.equal(map('alpine', 'scanner').kind, 'dropped');
  assert.equal(map('fedora', '@tools').decided, true);
  assert.equal(map('debian', 'git').decided, undefined);
});

test('a name that overrides write is known when it is read again', () => {
  assert.equal(map('alpine', 'corp-dev').kind, 'mapped');
  assert.equal(map('debian', 'corp-dev').kind, 'unknown');
  assert.equal(mapPackage('alpine', 'corp-dev', bundledWolfi).kind, 'unknown');
  assert.equal(map('alpine', 'openssl-dev').decided, undefined);
});

test('no key of every object is taken for an override', () => {
  assert.equal(map('debian', 'constructor').decided, undefined);
});
