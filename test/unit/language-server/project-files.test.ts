import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createFolderReader } from '../../../server/src/language-server/folder-reader.node.ts';
import { type FolderReader, ProjectCache } from '../../../server/src/language-server/project-files.ts';
import type { ProjectFiles } from '../../../server/src/project/files.ts';

const root = mkdtempSync(join(tmpdir(), 'project-files-'));
after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'src'));
mkdirSync(join(root, 'node_modules/x'), { recursive: true });
writeFileSync(join(root, 'package.json'), '{}');
writeFileSync(join(root, 'src/app.js'), '');
writeFileSync(join(root, 'node_modules/x/index.js'), '');
writeFileSync(join(root, 'picture.png'), Buffer.from([137, 80, 0, 1]));
writeFileSync(join(root, 'latin1.txt'), Buffer.from([0xe4, 0xf6]));

const never = (): boolean => false;

/** A folder in memory that counts what is read. */
function counted(files: Record<string, string>): FolderReader & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    read(path) {
      reads.push(path);
      const text = files[path];
      return Promise.resolve(text === undefined ? { state: 'absent' } : { state: 'present', text });
    },
    list: () => Promise.resolve({ paths: Object.keys(files), complete: true }),
  };
}

test('files on disk are present, absent or unreadable', async () => {
  const reader = createFolderReader(root);
  assert.deepEqual(await reader.read('package.json'), { state: 'present', text: '{}' });
  assert.deepEqual(await reader.read('missing/package.json'), { state: 'absent' });
  assert.deepEqual(await reader.read('package.json/below-a-file'), { state: 'absent' });
  assert.deepEqual(await reader.read('src'), { state: 'unreadable', reason: 'not a file' });
  assert.deepEqual(await reader.read('picture.png'), { state: 'unreadable', reason: 'binary' });
  assert.deepEqual(await reader.read('latin1.txt'), { state: 'unreadable', reason: 'not UTF-8' });
});

test('nothing outside the folder is read', async () => {
  const reader = createFolderReader(join(root, 'src'));
  for (const path of ['../package.json', '/etc/passwd', '', 'a/../../package.json', 'a\0b']) {
    assert.equal((await reader.read(path)).state, 'unreadable');
  }
});

test('the listing leaves node_modules out', async () => {
  const listing = await createFolderReader(root).list();
  assert.deepEqual([...(listing?.paths ?? [])].sort(), ['latin1.txt', 'package.json', 'picture.png', 'src/app.js']);
  assert.equal(listing?.complete, true);
});

test('what was wished for is there in the next round', async () => {
  const reader = counted({ 'a.json': 'b.json', 'b.json': 'end' });
  const follow = (files: ProjectFiles): string => {
    const first = files.state('a.json');
    const second = first.state === 'present' ? files.state(first.text) : first;
    return second.state === 'present' ? second.text : second.state;
  };
  const cache = new ProjectCache(reader);
  assert.equal(await cache.run(follow, never), 'end');
  assert.equal(await cache.run(follow, never), 'end');
  assert.deepEqual(reader.reads, ['a.json', 'b.json']);
});

test('a listing is a wish, too', async () => {
  const cache = new ProjectCache(counted({ 'src/a.js': '', 'b.js': '' }));
  assert.deepEqual(await cache.run((files) => files.list('src'), never), ['src/a.js']);
  assert.equal(await cache.run((files) => files.listingComplete, never), true);
});

test('endless wishes end', async () => {
  const reader = counted({});
  let count = 0;
  const insatiable = (files: ProjectFiles): string => files.state(`file-${count++}`).state;
  assert.equal(await new ProjectCache(reader).run(insatiable, never), 'unknown');
  assert.ok(reader.reads.length < 20);
});

test('nothing is loaded for a run that nobody waits for', async () => {
  const reader = counted({ a: '' });
  await new ProjectCache(reader).run(
    (files) => files.state('a'),
    () => true,
  );
  assert.deepEqual(reader.reads, []);
});

test('a changed file is read again, and only it concerns', async () => {
  const files: Record<string, string> = { a: 'old' };
  const cache = new ProjectCache(counted(files));
  const text = (): Promise<string> =>
    cache.run((project) => {
      const state = project.state('a');
      return state.state === 'present' ? state.text : state.state;
    }, never);
  assert.equal(await text(), 'old');
  files['a'] = 'new';
  assert.equal(await text(), 'old');
  assert.equal(cache.invalidate('other', false), false);
  assert.equal(cache.invalidate('a', false), true);
  assert.equal(await text(), 'new');
});
