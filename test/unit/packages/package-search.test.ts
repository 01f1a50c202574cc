import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledWolfi, findPackages, nameMeanings } from '../../../server/src/packages/index.ts';

test('what is there comes first, what left Wolfi last and with its day', () => {
  const found = findPackages('graphicsmagick', 20);
  const removed = found.find(({ kind }) => kind === 'removed');
  assert.ok(removed?.kind === 'removed', JSON.stringify(found));
  assert.match(removed.removed, /^\d{4}-\d\d-\d\d$/);
  const kinds = findPackages('controller', 60).map(({ kind }) => kind);
  assert.ok(kinds.includes('removed'));
  assert.equal(
    kinds.slice(kinds.indexOf('removed')).every((kind) => kind === 'removed'),
    true,
  );
});

test('a package has its version, a virtual name its providers', () => {
  const curl = findPackages('curl', 1)[0];
  assert.deepEqual([curl?.kind, curl?.name], ['package', 'curl']);
  const found = bundledWolfi.find('curl');
  assert.equal(curl?.kind === 'package' ? curl.version : '', found?.kind === 'package' ? found.version : undefined);
  const virtual = findPackages('', 10_000).find(({ kind }) => kind === 'virtual');
  assert.ok(virtual?.kind === 'virtual' && virtual.providers.length > 0 && virtual.version !== '');
});

test('there are never more than asked for, and no query lists no removed name', () => {
  assert.equal(findPackages('lib', 7).length, 7);
  assert.equal(
    findPackages('', 10_000).some(({ kind }) => kind === 'removed'),
    false,
  );
});

test('names of other distributions are translated, equal names are not mentioned', () => {
  const [meaning] = nameMeanings('build-essential');
  assert.deepEqual([meaning?.distribution, meaning?.name, meaning?.wolfi], ['Debian', 'build-essential', ['build-base']]);
  assert.ok(
    nameMeanings('alsa-utils').some(({ distribution, wolfi, note }) => distribution === 'Debian' && wolfi.length === 0 && note !== ''),
  );
  assert.deepEqual(nameMeanings('acl'), []);
  assert.deepEqual(nameMeanings('no such name'), []);
  assert.deepEqual(nameMeanings(''), []);
});
