import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineEnding, lineStarts, positionAt } from '../../../server/src/dockerfile/index.ts';

test('lines and positions', () => {
  const starts = lineStarts('ab\r\nc\n\nd');
  assert.deepEqual(starts, [0, 4, 6, 7]);
  assert.deepEqual(
    [0, 3, 4, 6, 8, 99, -1].map((offset) => positionAt(starts, offset)),
    [
      { line: 0, character: 0 },
      { line: 0, character: 3 },
      { line: 1, character: 0 },
      { line: 2, character: 0 },
      { line: 3, character: 1 },
      { line: 3, character: 92 },
      { line: 0, character: 0 },
    ],
  );
});

test('the line end that most lines have', () => {
  assert.equal(lineEnding('a'), '\n');
  assert.equal(lineEnding('a\r\nb\n'), '\n');
  assert.equal(lineEnding('a\r\nb\nc\r\n'), '\r\n');
});
