import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSettingsFile } from '../../../server/src/configuration/index.ts';
import { memoryFiles, recordingFiles } from '../../../server/src/project/memory-files.ts';

const NAME = '.migrate-to-chainguard.json';

test('the nearest file speaks for a Dockerfile, and it alone', () => {
  const files = memoryFiles({ [NAME]: '{"strategy": "dev"}', [`services/api/${NAME}`]: '{}' });
  assert.equal(findSettingsFile(files, 'services/api/docker/Dockerfile')?.path, `services/api/${NAME}`);
  assert.equal(findSettingsFile(files, 'services/web/Dockerfile')?.path, NAME);
  assert.deepEqual(findSettingsFile(files, 'Dockerfile'), {
    path: NAME,
    folder: '',
    content: { state: 'present', text: '{"strategy": "dev"}' },
  });
  assert.equal(findSettingsFile(memoryFiles({}), 'a/b/Dockerfile'), undefined);
});

test('a file that cannot be read is found, too: it may say something', () => {
  const files = memoryFiles({ [NAME]: '{}', [`a/${NAME}`]: null });
  assert.deepEqual(findSettingsFile(files, 'a/Dockerfile')?.content, { state: 'unreadable', reason: 'cannot be read' });
});

test('what nobody has looked at is asked for in one go', () => {
  const files = recordingFiles(memoryFiles({}, { others: 'unknown' }));
  assert.equal(findSettingsFile(files, 'a/b/Dockerfile'), undefined);
  assert.deepEqual([...files.wishes], [`a/b/${NAME}`, `a/${NAME}`, NAME]);
});
