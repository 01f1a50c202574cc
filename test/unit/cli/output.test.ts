import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { Output } from '../../../server/src/cli/output.ts';
import { createPositions } from '../../../server/src/cli/positions.ts';
import { folder } from './command-line.ts';
import { MIGRATED_IMAGE } from './stub-engine.ts';

/** Takes `limit` writes, then fails with `code`; it asks for a pause after each write. */
function failingStream(limit: number, code: string): { readonly stream: Writable; readonly taken: string[] } {
  const taken: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      if (taken.length >= limit) done(Object.assign(new Error(code), { code }));
      else {
        taken.push(chunk.toString());
        setImmediate(done);
      }
    },
  });
  return { stream, taken };
}

test('output waits for its reader and stops when the reader leaves', async () => {
  const { stream, taken } = failingStream(2, 'EPIPE');
  const output = new Output(stream);
  await output.write(['one', '', 'two', 'three', 'four']);
  assert.deepEqual(taken, ['one', 'two']);
  assert.deepEqual([output.closed, output.failure], [true, undefined]);
});

test('a reader that leaves is no mistake, and --write goes on without it', async (t) => {
  const place = folder(t, { 'Dockerfile.a': 'FROM node:20\n', 'Dockerfile.b': 'FROM node:20\n' });
  assert.equal((await place.run(['.'], { io: { stdout: failingStream(0, 'EPIPE').stream } })).code, 0);
  assert.equal((await place.run(['--write', '.'], { io: { stdout: failingStream(0, 'EPIPE').stream } })).code, 0);
  assert.equal(place.read('Dockerfile.b'), `FROM ${MIGRATED_IMAGE}\n`);
});

test('output that cannot be written is a mistake', async (t) => {
  const place = folder(t, { Dockerfile: 'FROM node:20\n' });
  const { code, stderr } = await place.run(['Dockerfile'], { io: { stdout: failingStream(0, 'ENOSPC').stream } });
  assert.equal(code, 2);
  assert.match(stderr, /output could not be written: no space left/);
});

test('positions are 1-based and stay inside the text', () => {
  const at = createPositions('ab\r\n\ncd');
  assert.deepEqual(at({ start: 0, end: 2 }), { start: { line: 1, column: 1 }, end: { line: 1, column: 3 } });
  assert.deepEqual(at({ start: 4, end: 99 }), { start: { line: 2, column: 1 }, end: { line: 3, column: 3 } });
});
