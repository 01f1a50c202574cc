import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composePlace } from '../../../server/src/project/compose-places.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';

const text = `x-base: &base
  user: root
services:
  web:
    <<: *base
    ports:
      - 80:80
      - target: 443
  "2":
    build: .
`;
const files = memoryFiles({ 'compose.yaml': text, 'broken.yaml': 'services: [' });
const lineOf = (service: string, ...keys: (string | number)[]): number | undefined =>
  composePlace(files, 'compose.yaml', service, keys).line;

test('the line of a key or of an item of a list', () => {
  assert.equal(lineOf('web', 'ports', 0), 6);
  assert.equal(lineOf('web', 'ports', 1), 7);
  assert.equal(lineOf('2', 'build'), 9);
});

test('what does not stand there itself has the line of what holds it', () => {
  assert.equal(lineOf('web', 'user'), 3);
  assert.equal(lineOf('web', 'ports', 9), 5);
  assert.equal(lineOf('nobody'), 2);
});

test('a file that cannot be read has no lines', () => {
  assert.equal(composePlace(files, 'missing.yaml', 'web').line, undefined);
  assert.equal(composePlace(files, 'broken.yaml', 'web', ['ports']).line, 0);
});
