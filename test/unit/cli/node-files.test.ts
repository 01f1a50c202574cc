import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { NodeFiles } from '../../../server/src/cli/node-files.ts';
import { commonFolder, pathInside, projectRoot } from '../../../server/src/cli/project-root.ts';
import { folder } from './command-line.ts';

test('present, absent and unreadable', (t) => {
  const place = folder(t, {
    'a/package.json': '\uFEFF{}',
    'a/binary': Uint8Array.of(0, 1),
    'a/latin1': Uint8Array.of(0xe9),
    'a/large': 'x'.repeat(2 * 1024 * 1024 + 1),
    'outside.txt': 'secret',
  });
  symlinkSync('../outside.txt', join(place.path, 'a', 'out'));
  symlinkSync('package.json', join(place.path, 'a', 'in'));
  symlinkSync('gone', join(place.path, 'a', 'broken'));
  const files = new NodeFiles(join(place.path, 'a'));
  assert.deepEqual(files.state('package.json'), { state: 'present', text: '{}' });
  assert.deepEqual(files.state('in'), { state: 'present', text: '{}' });
  assert.deepEqual(files.state('gone'), { state: 'absent' });
  assert.deepEqual(files.state('package.json/x'), { state: 'absent' });
  for (const name of ['binary', 'latin1', 'large', 'out', 'broken', '../outside.txt', '/etc/hosts', ''])
    assert.equal(files.state(name).state, 'unreadable', name);
});

test('the listing leaves out node_modules and .git and does not follow linked folders', (t) => {
  const place = folder(t, { 'src/a.js': '', 'src/b/c.js': '', 'src/node_modules/x/y.js': '', '.git/HEAD': '', 'package.json': '' });
  symlinkSync('..', join(place.path, 'src', 'loop'));
  const files = new NodeFiles(place.path);
  assert.deepEqual(files.list(''), ['package.json', 'src/a.js', 'src/b/c.js', 'src/loop']);
  assert.deepEqual(files.list('src/b'), ['src/b/c.js']);
  assert.deepEqual(files.list('nothing'), []);
  assert.equal(files.listingComplete, true);
});

test('a tree that is too large is cut off where it is deepest, and says so', (t) => {
  const place = folder(t, { 'a/1': '', 'a/2': '', 'a/3': '', 'b/deep/x': '', top: '' });
  const files = new NodeFiles(place.path, 4);
  assert.equal(files.listingComplete, false);
  assert.ok(files.list('').includes('top'));
  assert.deepEqual(files.list('b'), ['b/deep/x']);
});

test('the project begins at .git, else here, else at the file', (t) => {
  const place = folder(t, { 'repo/.git': 'gitdir: elsewhere', 'repo/a/b/Dockerfile': '', 'loose/a/Dockerfile': '' });
  const at = (path: string): string => join(place.path, path);
  assert.equal(projectRoot(at('repo/a/b/Dockerfile'), at('repo/a')), at('repo'));
  assert.equal(projectRoot(at('loose/a/Dockerfile'), at('loose')), at('loose'));
  assert.equal(projectRoot(at('loose/a/Dockerfile'), at('repo')), at('loose/a'));
});

test('paths inside and above', () => {
  assert.equal(pathInside('/a', '/a/b/c'), 'b/c');
  assert.equal(pathInside('/a', '/a'), '');
  assert.equal(pathInside('/a', '/ab'), undefined);
  assert.equal(pathInside('/a', '/a/..b'), '..b');
  assert.equal(commonFolder('/a/b/c', '/a/d'), '/a');
  assert.equal(commonFolder('/a', '/b'), undefined);
});
