import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMount } from '../../../server/src/dockerfile/index.ts';
import { parseOne, textAt } from './find.ts';

function mountOf(flag: string): readonly (readonly (string | undefined)[])[] | undefined {
  const { dockerfile, instruction } = parseOne('RUN', 'FROM a', `RUN ${flag} npm ci`);
  const written = instruction.flags[0];
  assert.ok(written);
  const mount = parseMount(written);
  return (
    mount &&
    [...mount].map(([key, { value, keyRange, valueRange }]) => [key, value, textAt(dockerfile, keyRange), textAt(dockerfile, valueRange)])
  );
}

test('fields with their ranges; keys in lower case', () => {
  assert.deepEqual(mountOf('--mount=type=cache,Target=/root/.npm,ro'), [
    ['type', 'cache', 'type', 'cache'],
    ['target', '/root/.npm', 'Target', '/root/.npm'],
    ['ro', undefined, 'ro', undefined],
  ]);
});

test('over continued lines', () => {
  assert.deepEqual(mountOf('--mount=type=cache,\\\ntarget=/x\\\ny'), [
    ['type', 'cache', 'type', 'cache'],
    ['target', '/xy', 'target', '/x\\\ny'],
  ]);
});

test('quotes around the whole value are those of the flag', () => {
  assert.deepEqual(mountOf('--mount="type=bind,source=a b"'), [
    ['type', 'bind', 'type', 'bind'],
    ['source', 'a b', 'source', 'a b'],
  ]);
});

test('escaped quotes make a field that may hold commas and quotes', () => {
  assert.deepEqual(
    mountOf('--mount=\\"source=a,b\\",target=/c')?.map(([key, value]) => [key, value]),
    [
      ['source', 'a,b'],
      ['target', '/c'],
    ],
  );
  assert.deepEqual(
    mountOf('--mount=\\"source=a\\"\\"b\\"')?.map(([, value]) => value),
    ['a"b'],
  );
});

test('quotes in the wrong place cannot be read', () => {
  assert.equal(mountOf('--mount=source=a\\"b'), undefined);
  assert.equal(mountOf('--mount=\\"source=a'), undefined);
  assert.equal(mountOf('--mount'), undefined);
});
