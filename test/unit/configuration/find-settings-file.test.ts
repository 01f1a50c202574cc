import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSettingsFile } from '../../../server/src/configuration/index.ts';
import { memoryFiles, recordingFiles } from '../../../server/src/project/memory-files.ts';

const NAME = '.migrate-to-chainguard.json';

test('the nearest file speaks for a Dockerfile, and it alone', () => {
  const files = memoryFiles({ [NAME]: '{"strategy": "dev"}', [`services/api/${NAME}`]: '{}' });
  assert.equal(findSettingsFile(files, 'services/api/docker/Dockerfile').found?.path, `services/api/${NAME}`);
  assert.equal(findSettingsFile(files, 'services/web/Dockerfile').found?.path, NAME);
  assert.deepEqual(findSettingsFile(files, 'Dockerfile').found, {
    path: NAME,
    folder: '',
    content: { state: 'present', text: '{"strategy": "dev"}' },
  });
  assert.deepEqual(findSettingsFile(memoryFiles({}), 'a/b/Dockerfile'), { found: undefined, inRepository: false });
});

test('a file that cannot be read is found, too: it may say something', () => {
  const files = memoryFiles({ [NAME]: '{}', [`a/${NAME}`]: null });
  assert.deepEqual(findSettingsFile(files, 'a/Dockerfile').found?.content, { state: 'unreadable', reason: 'cannot be read' });
});

test('what nobody has looked at is asked for in one go', () => {
  const files = recordingFiles(memoryFiles({}, { others: 'unknown' }));
  assert.equal(findSettingsFile(files, 'a/b/Dockerfile').found, undefined);
  assert.deepEqual([...files.wishes], ['a/b/.git', `a/b/${NAME}`, 'a/.git', `a/${NAME}`, '.git', NAME]);
});

test('the search ends where a repository begins, whether it is a clone, a worktree or a submodule', () => {
  for (const git of [{ 'sub/.git': null }, { 'sub/.git': 'gitdir: ../.git/modules/sub' }]) {
    const files = memoryFiles({ [NAME]: '{}', ...git });
    assert.deepEqual(findSettingsFile(files, 'sub/api/Dockerfile'), { found: undefined, inRepository: true });
    assert.equal(findSettingsFile(files, 'Dockerfile').found?.path, NAME);
  }
  const own = memoryFiles({ [`sub/${NAME}`]: '{}', 'sub/.git': null });
  assert.equal(findSettingsFile(own, 'sub/api/Dockerfile').found?.path, `sub/${NAME}`);
});
