import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shebangOf } from '../../../server/src/shell/index.ts';

test('interpreter and arguments', () => {
  const read = (text: string) => {
    const shebang = shebangOf(text);
    return shebang === undefined ? undefined : [shebang.interpreter, ...shebang.args];
  };
  assert.deepEqual(read('#!/bin/sh -e\nx'), ['sh', '-e']);
  assert.deepEqual(read('#!/usr/bin/env bash\n'), ['bash']);
  assert.deepEqual(read('#! /usr/bin/env -S node --flag x'), ['node', '--flag', 'x']);
  assert.deepEqual(read('#!/usr/bin/env A=b python3\n'), ['python3']);
  assert.deepEqual(read('#!/bin/bash\r\nx'), ['bash']);
  for (const text of ['', 'echo', ' #!/bin/sh', '#!', '#!\n/bin/sh', '#!/usr/bin/env\nbash', '# !/bin/sh'])
    assert.equal(read(text), undefined, text);
});

test('path and range', () => {
  const shebang = shebangOf('#!/usr/bin/env bash \r\nx');
  assert.equal(shebang?.path, '/usr/bin/env');
  assert.deepEqual(shebang?.range, { start: 0, end: 19 });
});
