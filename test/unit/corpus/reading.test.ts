import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../scripts/corpus/compare.ts';
import { findEntries } from '../../../scripts/corpus/entries.ts';
import type { Measurement } from '../../../scripts/corpus/measure.ts';
import { readPlainDockerfile } from '../../../scripts/corpus/plain-dockerfile.ts';
import { sample } from '../../../scripts/corpus/sample.ts';
import { folder } from '../cli/command-line.ts';

test('continuations, inner comments, heredocs', () => {
  const { instructions, comments, stages } = readPlainDockerfile(
    '# syntax=x\r\nFROM --platform=linux/amd64 a:1 as One\r\nRUN echo \\\r\n  # inner\r\n\r\n  b\r\nRUN <<EOF cat\n# body\nEOF\nCOPY <<-"A" <<B /x\n\tA\nb\nB\nCMD x \\\\\n',
  );
  assert.deepEqual(
    instructions.map(({ keyword, rest, firstLine, lastLine }) => [keyword, rest, firstLine, lastLine]),
    [
      ['FROM', '--platform=linux/amd64 a:1 as One', 1, 1],
      ['RUN', 'echo b', 2, 5],
      ['RUN', '<<EOF cat\n# body\nEOF', 6, 8],
      ['COPY', '<<-"A" <<B /x\n\tA\nb\nB', 9, 12],
      ['CMD', 'x \\\\', 13, 13],
    ],
  );
  assert.deepEqual(comments, ['# syntax=x', '# inner']);
  assert.deepEqual(
    stages.map(({ name, image }) => [name, image]),
    [['One', 'a:1']],
  );
});

test('both layouts of a folder', async (t) => {
  const listed = folder(t, {
    'a__Dockerfile/Dockerfile': 'FROM node\n',
    'a__Dockerfile/files.txt': 'package.json\nsrc/x.js\n',
    'a__Dockerfile/context/package.json': '{}',
    'readme.md': '',
  });
  const [entry, ...others] = await findEntries(listed.path, undefined);
  assert.equal(others.length, 0);
  assert.deepEqual([entry?.id, entry?.path, entry?.context], ['a__Dockerfile', 'Dockerfile', '']);
  assert.deepEqual(entry?.files.list(''), ['Dockerfile', 'package.json', 'src/x.js']);
  assert.deepEqual(
    ['package.json', 'src/x.js', 'gone'].map((name) => entry?.files.state(name).state),
    ['present', 'unreadable', 'absent'],
  );

  const tree = folder(t, { 'x/Dockerfile': 'FROM node\n', 'x/package.json': '{}', '.git/HEAD': '' });
  const [inTree] = await findEntries(tree.path, undefined);
  assert.deepEqual(
    [inTree?.id, inTree?.path, inTree?.context, inTree?.files.state('x/package.json').state],
    ['x/Dockerfile', 'x/Dockerfile', undefined, 'present'],
  );
});

test('two runs are compared file by file', () => {
  const base: Measurement = {
    id: 'a',
    cls: 'x',
    application: true,
    status: 'migrated',
    strategy: 'dev-runtime',
    reason: null,
    hash: '1',
    milliseconds: 1,
    findings: 2,
    start: null,
    problems: { '3 comments': ['gone'] },
  };
  const better: Measurement = { ...base, strategy: 'distroless', hash: '2', milliseconds: 9, start: 'node a.js (present)', problems: {} };
  assert.equal(
    [...compare([base, { ...base, id: 'b' }], [better, { ...base, id: 'b', milliseconds: 7 }])].join(''),
    'a\n  dev-runtime -> distroless\n  text changed\n  start: none -> node a.js (present)\n  mended 3 comments: gone\n1 of 2 files changed, 0 gone\n',
  );
});

test('a sample comes out the same for the same seed', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  assert.deepEqual(sample(items, 10, 7), sample(items, 10, 7));
  assert.notDeepEqual(sample(items, 10, 7), sample(items, 10, 8));
  assert.equal(new Set(sample(items, 200, 1)).size, 100);
});
