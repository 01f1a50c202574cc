import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileExists, folderExists, textOf } from '../../../server/src/project/existence.ts';
import { memoryFiles, recordingFiles } from '../../../server/src/project/memory-files.ts';

test('present, unreadable, absent and unknown', () => {
  const files = memoryFiles({ './a.txt': 'A', 'b.txt': null }, { listing: ['src/c.ts'] });
  assert.deepEqual(files.state('a.txt'), { state: 'present', text: 'A' });
  assert.equal(files.state('b.txt').state, 'unreadable');
  assert.equal(files.state('src/c.ts').state, 'unreadable');
  assert.equal(files.state('d.txt').state, 'absent');
  assert.deepEqual(files.list(''), ['a.txt', 'b.txt', 'src/c.ts']);
  assert.deepEqual(files.list('src'), ['src/c.ts']);
  assert.equal(memoryFiles({}, { others: 'unknown' }).state('d.txt').state, 'unknown');
  assert.equal(memoryFiles({}, { canList: false }).list(''), undefined);
});

test('wishes are the paths whose state nobody knew', () => {
  const files = recordingFiles(memoryFiles({ 'a.txt': 'A' }, { others: 'unknown' }));
  files.state('a.txt');
  files.state('./x/y.json');
  files.state('x/y.json');
  assert.deepEqual([...files.wishes], ['x/y.json']);
});

test('existence is answered from the listing and asks for no content', () => {
  const files = recordingFiles(memoryFiles({ 'src/a.ts': 'A' }, { listing: ['lib/b.js'], others: 'unknown' }));
  assert.equal(fileExists(files, 'src/a.ts'), 'yes');
  assert.equal(fileExists(files, './lib/b.js'), 'yes');
  assert.equal(fileExists(files, 'lib'), 'no');
  assert.equal(folderExists(files, 'lib'), 'yes');
  assert.equal(folderExists(files, 'nowhere'), 'no');
  assert.equal(fileExists(files, '../outside'), 'no');
  assert.deepEqual([...files.wishes], []);
  assert.equal(textOf(files, 'src/a.ts'), 'A');
  assert.equal(textOf(files, 'lib/b.js'), undefined);
});

test('without a listing nothing is known until it is loaded', () => {
  const files = memoryFiles({ 'a.ts': 'A' }, { canList: false, others: 'unknown' });
  assert.equal(fileExists(files, 'a.ts'), 'yes');
  assert.equal(fileExists(files, 'b.ts'), 'unknown');
  assert.equal(folderExists(files, 'src'), 'unknown');
  const cut = memoryFiles({ 'a.ts': 'A' }, { listingComplete: false, others: 'unknown' });
  assert.equal(fileExists(cut, 'b.ts'), 'unknown');
});
