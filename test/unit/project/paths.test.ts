import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf, normalisePath, pathBelow, relativeToFolder, resolvePath } from '../../../server/src/project/paths.ts';

test('paths are normalised the POSIX way', () => {
  const examples = [
    ['', ''],
    ['.', ''],
    ['./', ''],
    ['a', 'a'],
    ['./a/', 'a'],
    ['a//b/./c', 'a/b/c'],
    ['a/../b', 'b'],
    ['../a', '../a'],
    ['a/../../b', '../b'],
    ['/', '/'],
    ['/a/', '/a'],
    ['//a', '/a'],
    ['/../a', '/a'],
    ['/a/./b/..', '/a'],
    ['.hidden', '.hidden'],
    ['a/..b', 'a/..b'],
  ] as const;
  for (const [path, expected] of examples) assert.equal(normalisePath(path), expected, path);
});

test('resolving, folders and what lies below', () => {
  assert.equal(resolvePath('/app', 'dist/x.js'), '/app/dist/x.js');
  assert.equal(resolvePath('/app', '/opt/x.js'), '/opt/x.js');
  assert.equal(resolvePath('', 'package.json'), 'package.json');
  assert.equal(resolvePath('apps/api', '../web'), 'apps/web');
  assert.equal(folderOf('/app/x.js'), '/app');
  assert.equal(folderOf('/x.js'), '/');
  assert.equal(folderOf('x.js'), '');
  assert.equal(pathBelow('/app', '/app/x.js'), 'x.js');
  assert.equal(pathBelow('/app', '/application/x.js'), undefined);
  assert.equal(pathBelow('/', '/x.js'), 'x.js');
  assert.equal(pathBelow('', 'x.js'), 'x.js');
  assert.equal(pathBelow('', '../x.js'), undefined);
  assert.equal(pathBelow('a', 'a'), '');
  assert.equal(relativeToFolder('/app', '/srv/x.js'), '/srv/x.js');
});
