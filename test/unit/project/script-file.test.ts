import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { readScriptFile } from '../../../server/src/project/script-file.ts';

test('a script with its shebang', () => {
  const files = memoryFiles({ 'start.sh': '\uFEFF#!/usr/bin/env bash\nexec "$@"\n', 'plain.sh': 'echo\n', 'closed.sh': null });
  const read = readScriptFile(files, 'start.sh');
  assert.equal(read.kind === 'read' ? read.shebang?.interpreter : undefined, 'bash');
  const plain = readScriptFile(files, 'plain.sh');
  assert.equal(plain.kind === 'read' ? plain.shebang : 'none', undefined);
  assert.equal(readScriptFile(files, 'closed.sh').kind, 'unreadable');
  assert.equal(readScriptFile(files, 'gone.sh').kind, 'absent');
});
