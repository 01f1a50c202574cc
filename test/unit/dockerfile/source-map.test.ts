import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivedText, documentPieces, documentSlice, joinedText } from '../../../server/src/dockerfile/index.ts';

const document = 'RUN one \\\n  two \\\n# c\n  three';
const pieces = documentPieces(
  document,
  [
    { start: 4, end: 8 },
    { start: 10, end: 16 },
    { start: 22, end: 29 },
  ],
  4,
);

test('pieces: every character keeps its place', () => {
  assert.equal(pieces.text, 'one   two   three');
  for (let offset = 0; offset < pieces.text.length; offset += 1) {
    assert.equal(document.charAt(pieces.toDocument(offset)), pieces.text.charAt(offset));
  }
  assert.equal(pieces.toDocument(pieces.text.length), document.length);
});

test('the end of a range does not swallow a continuation', () => {
  assert.deepEqual(pieces.rangeOf(0, 4), { start: 4, end: 8 });
  assert.deepEqual(pieces.rangeOf(2, 9), { start: 6, end: 15 });
  assert.deepEqual(pieces.rangeOf(4, 4), { start: 10, end: 10 });
});

test('slices map as the whole does', () => {
  const slice = pieces.slice(6, 15).slice(1);
  assert.equal(slice.text, 'wo   thr');
  assert.deepEqual(slice.rangeOf(0, 8), { start: 13, end: 27 });
  assert.equal(slice.slice(3, 3).toDocument(0), slice.toDocument(3));
});

test('a piece of the document alone', () => {
  const slice = documentSlice(document, 4, 7);
  assert.equal(slice.text, 'one');
  assert.deepEqual(slice.slice(1).rangeOf(0, 2), { start: 5, end: 7 });
  assert.deepEqual(documentPieces(document, [{ start: 4, end: 7 }], 4).rangeOf(0, 3), { start: 4, end: 7 });
  assert.deepEqual(documentPieces(document, [], 9).rangeOf(0, 0), { start: 9, end: 9 });
});

test('text made from other text', () => {
  const text = derivedText(pieces, 'oTo', [0, 6, 8]);
  assert.deepEqual(
    [0, 1, 2, 3].map((offset) => text.toDocument(offset)),
    [4, 12, 14, 15],
  );
  assert.equal(derivedText(pieces, '', []).toDocument(0), 4);
});

test('joined texts', () => {
  const joined = joinedText([documentSlice(document, 22, 24), pieces.slice(0, 3), documentSlice(document, 7, 8)]);
  assert.equal(joined.text, '  one ');
  assert.deepEqual(
    [0, 1, 2, 4, 5, 6].map((offset) => joined.toDocument(offset)),
    [22, 23, 4, 6, 7, 8],
  );
  assert.deepEqual(joinedText([]).rangeOf(0, 0), { start: 0, end: 0 });
});
