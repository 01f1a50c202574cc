import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copiesOfNothing } from '../../../scripts/corpus/copied-paths.ts';
import { judged } from './judged.ts';

const BEFORE =
  'FROM node:20 AS base\nRUN apt-get install -y tini\nWORKDIR /app\nCOPY . .\nFROM node:20\nCOPY --from=base /usr/bin/tini /usr/bin/tini\nCOPY --from=base /app/dist /app\n';

test('a copy whose package was dropped takes nothing', () => {
  const after = BEFORE.replaceAll('node:20', 'cgr.dev/chainguard/node:latest');
  assert.deepEqual(copiesOfNothing(judged({ before: BEFORE, after })), []);
  assert.deepEqual(copiesOfNothing(judged({ before: BEFORE, after: after.replace('RUN apt-get install -y tini\n', '') })), [
    'COPY takes /usr/bin/tini from stage base, where nothing makes it',
  ]);
});

test('what was unexplained before is no complaint, and foreign images may hold anything', () => {
  const before = 'FROM node:20 AS a\nFROM golang:1 AS tool\nFROM node:20\nCOPY --from=a /opt/x /x\nCOPY --from=tool /usr/local/go /go\n';
  assert.deepEqual(copiesOfNothing(judged({ before, after: before.replaceAll('node:20', 'cgr.dev/chainguard/node:latest') })), []);
});
