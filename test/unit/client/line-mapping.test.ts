import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineInNewText } from '../../../client/src/preview/line-mapping.ts';

const edit = (start: number, end: number, newText: string) => ({
  range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
  newText,
});

test('lines without a change before them stay, those behind move along', () => {
  const edits = [edit(2, 3, 'a\nb\nc\n'), edit(5, 7, '')];
  assert.deepEqual(
    [0, 1, 3, 4, 7, 9].map((line) => lineInNewText(line, edits)),
    [0, 1, 5, 6, 7, 9],
  );
});

test('a replaced line leads to what took its place, a dropped one to what follows', () => {
  const edits = [edit(2, 4, 'a\n'), edit(6, 8, '')];
  assert.deepEqual(
    [2, 3, 6, 7].map((line) => lineInNewText(line, edits)),
    [2, 2, 5, 5],
  );
});

test('what is put in before a line does not take its place', () => {
  assert.equal(lineInNewText(0, [edit(0, 0, 'x\ny\n')]), 2);
});

test('an edit that ends inside the last line touches it', () => {
  const last = { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } }, newText: 'a\nb' };
  assert.equal(lineInNewText(1, [last]), 1);
});
