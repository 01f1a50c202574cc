import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { applyPatch } from 'diff';
import type { Question } from '../../../server/src/cli/engine.ts';
import { folder } from './command-line.ts';
import { MIGRATED_IMAGE, stubEngine } from './stub-engine.ts';

const BEFORE = '# app\r\nFROM node:20\r\nCMD ["node", "app.js"]\r\n';
const AFTER = BEFORE.replace('node:20', MIGRATED_IMAGE);

test('by default: a patch that applies, the report, a summary; nothing is written', async (t) => {
  const place = folder(t, { Dockerfile: BEFORE });
  const { code, stdout, stderr } = await place.run(['Dockerfile']);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  assert.equal(applyPatch(BEFORE, stdout.slice(0, stdout.indexOf('Dockerfile: would be'))), AFTER);
  assert.match(stdout, /^Dockerfile: would be migrated \(distroless\), 1 remark to review$/m);
  assert.match(
    stdout,
    /^ +2 {2}rewritten {2}The base is Chainguard’s\. {2}\(base-image\)\n +review {5}Node 20 becomes 26\. {2}\(node-version\)$/m,
  );
  assert.match(stdout, /^1 file: 1 would be migrated \(1 distroless\)$/m);
  assert.equal(place.read('Dockerfile'), BEFORE);
});

test('--write changes the file, keeps its mode and follows links', async (t) => {
  const place = folder(t, { 'real/Dockerfile': BEFORE });
  chmodSync(join(place.path, 'real/Dockerfile'), 0o640);
  symlinkSync('real/Dockerfile', join(place.path, 'Dockerfile'));
  const { code, stdout } = await place.run(['--write', 'Dockerfile']);
  assert.equal(code, 0);
  assert.match(stdout, /^Dockerfile: migrated \(distroless\)/m);
  assert.doesNotMatch(stdout, /^[-+@]/m);
  assert.equal(place.read('real/Dockerfile'), AFTER);
  assert.equal(statSync(join(place.path, 'real/Dockerfile')).mode & 0o777, 0o640);
  assert.equal(lstatSync(join(place.path, 'Dockerfile')).isSymbolicLink(), true);
  assert.deepEqual(readdirSync(join(place.path, 'real')), ['Dockerfile']);
});

test('--write leaves a file alone that changed in the meantime, that does not change, or that fails', async (t) => {
  const place = folder(t, { Dockerfile: BEFORE, 'Dockerfile.bad': 'BROKEN\n', 'Dockerfile.go': 'FROM golang\n' });
  const untouched = statSync(join(place.path, 'Dockerfile.go')).mtimeMs;
  const engine = stubEngine();
  const interfering = {
    examine(question: Question) {
      if (question.path === 'Dockerfile') place.write('Dockerfile', 'FROM scratch\n');
      return engine.examine(question);
    },
  };
  const { code, stderr } = await place.run(['--write', '.'], { engine: interfering });
  assert.equal(code, 2);
  assert.match(stderr, /^Dockerfile: cannot be written: changed on disk/m);
  assert.equal(place.read('Dockerfile'), 'FROM scratch\n');
  assert.equal(place.read('Dockerfile.bad'), 'BROKEN\n');
  assert.equal(statSync(join(place.path, 'Dockerfile.go')).mtimeMs, untouched);
});

test('--stdout prints the text alone, changed or not; what is said about it goes beside', async (t) => {
  const place = folder(t, { Dockerfile: BEFORE, 'Dockerfile.t': 'TEMPLATE' });
  const migrated = await place.run(['--stdout', 'Dockerfile']);
  assert.deepEqual([migrated.code, migrated.stdout], [0, AFTER]);
  assert.match(migrated.stderr, /distroless/);
  const kept = await place.run(['--stdout', 'Dockerfile.t']);
  assert.deepEqual([kept.code, kept.stdout], [0, 'TEMPLATE']);
  assert.match(kept.stderr, /not converted\. It is a template\./);
  const two = await place.run(['--stdout', '.']);
  assert.deepEqual([two.code, two.stdout], [2, '']);
});

test('--check: 1 for a change or a warning, 0 when nothing is left, 2 when something failed', async (t) => {
  const place = folder(t, {
    Dockerfile: BEFORE,
    'Dockerfile.warn': '# WARN\nFROM scratch\n',
    'Dockerfile.ok': 'FROM scratch\n',
    'Dockerfile.bad': 'BROKEN\n',
  });
  const codes = [];
  for (const names of [['Dockerfile'], ['Dockerfile.warn'], ['Dockerfile.ok'], ['.']])
    codes.push((await place.run(['--check', ...names])).code);
  assert.deepEqual(codes, [1, 1, 0, 2]);
  const { stdout } = await place.run(['--check', 'Dockerfile', 'Dockerfile.warn']);
  assert.match(stdout, /1 {2}warning {2}About WARN\./);
  assert.match(stdout, /2 files left to do/);
});

test('standard input stands for a path in its project', async (t) => {
  const place = folder(t, { 'app/package.json': '{"name": "x"}', '.git/HEAD': '' });
  const asked: Question[] = [];
  const { code, stdout } = await place.run(['--stdout', '--stdin-path', 'app/Dockerfile', '-'], {
    stdin: BEFORE,
    engine: stubEngine(asked),
  });
  assert.deepEqual([code, stdout], [0, AFTER]);
  const [question] = asked;
  assert.equal(question?.path, 'app/Dockerfile');
  assert.deepEqual(question?.files.state('app/package.json'), { state: 'present', text: '{"name": "x"}' });
});

test('a file that cannot be done is named with its line, the others are done', async (t) => {
  const place = folder(t, {
    'Dockerfile.a': 'FROM node:20\n',
    'Dockerfile.broken': 'FROM node\n\nBROKEN\n',
    'Dockerfile.bug': 'BUG',
    'Dockerfile.bytes': Uint8Array.of(0x46, 0x0a, 0x23, 0xff, 0x0a),
    'Dockerfile.large': '# x\n'.repeat(1_300_000),
    'Dockerfile.nul': 'FROM node\n\0',
    'Dockerfile.utf16': Uint8Array.of(0xff, 0xfe, 0x46, 0),
    'Dockerfile.z': 'FROM node:20\n',
  });
  symlinkSync('gone', join(place.path, 'Dockerfile.link'));
  const { code, stdout, stderr } = await place.run(['--write', '.', 'gone.dockerfile']);
  assert.equal(code, 2);
  const lines = stderr.split('\n').filter((line) => !line.startsWith(' '));
  assert.deepEqual(
    lines.map((line) => /^[^ ]+/.exec(line)?.[0] ?? ''),
    [
      'Dockerfile.broken:3:',
      'Dockerfile.bug:',
      'Dockerfile.bytes:2:',
      'Dockerfile.large:1:',
      'Dockerfile.link:',
      'Dockerfile.nul:2:',
      'Dockerfile.utf16:1:',
      'gone.dockerfile:',
      '',
    ],
  );
  assert.match(stderr, /Dockerfile\.bytes:2: is not valid UTF-8\./);
  assert.match(stderr, /gone\.dockerfile: does not exist\./);
  assert.match(stdout, /10 files: 2 migrated \(2 distroless\), 8 failed/);
  assert.equal(place.read('Dockerfile.z'), `FROM ${MIGRATED_IMAGE}\n`);
});

test('what Docker would not read is a mistake; an empty file is none', async (t) => {
  const place = folder(t, {
    'Dockerfile.text': 'FROM scratch\n\nThis is prose.\n',
    'Dockerfile.open': 'FROM scratch\nRUN <<EOF\necho\n',
    'Dockerfile.empty': '',
    'Dockerfile.todo': '# later\n',
    'Dockerfile.tmpl': 'FROM scratch\n{{#each ports}}\nEXPOSE {{ . }}\n{{/each}}\n',
  });
  const { code, stdout, stderr } = await place.run(['--check', '.']);
  assert.equal(code, 2);
  assert.match(stderr, /^Dockerfile\.open:2: is not a Dockerfile that Docker would read: .+\nDockerfile\.text:3: is not .+\n$/);
  assert.match(stdout, /5 files: 3 unchanged, 2 failed/);
});

test('a byte order mark is still there after --write', async (t) => {
  const place = folder(t, { Dockerfile: `\uFEFF${BEFORE}` });
  await place.run(['--write', 'Dockerfile']);
  assert.equal(place.read('Dockerfile'), `\uFEFF${AFTER}`);
});

test('an empty folder is no mistake, a file without Node neither', async (t) => {
  const place = folder(t, { 'go/Dockerfile': 'FROM golang\n', 'empty/readme': '' });
  assert.deepEqual(await place.run(['--check', 'empty']), {
    code: 0,
    stdout: '0 files; nothing left to do\n',
    stderr: 'No Dockerfile found in empty.\n',
  });
  const go = await place.run(['--check', 'go']);
  assert.equal(go.code, 0);
  assert.match(go.stdout, /go\/Dockerfile: unchanged\. No stage uses Node\./);
});

test('colours on a terminal only, unless asked for', async (t) => {
  const place = folder(t, { Dockerfile: BEFORE });
  const escape = '\u001B[';
  assert.equal((await place.run(['Dockerfile'])).stdout.includes(escape), false);
  assert.equal((await place.run(['--color=always', 'Dockerfile'])).stdout.includes(escape), true);
  assert.equal((await place.run(['Dockerfile'], { io: { environment: { FORCE_COLOR: '1' } } })).stdout.includes(escape), true);
});

test('control characters in a file do not reach the terminal through the report', async (t) => {
  const place = folder(t, { 'Dockerfile.\u001B[31m': 'FROM scratch\n' });
  assert.equal((await place.run(['.'])).stdout.includes('\u001B'), false);
});

test('help and version', async (t) => {
  const place = folder(t, {});
  assert.deepEqual(await place.run(['--version']), { code: 0, stdout: '1.2.3\n', stderr: '' });
  const { code, stdout } = await place.run(['--help']);
  assert.equal(code, 0);
  for (const option of [
    '--write',
    '--check',
    '--stdout',
    '--format',
    '--strategy',
    '--context',
    '--stdin-path',
    '--config',
    '--organization',
    '--registry',
    '--node-version',
    '--stdio',
  ])
    assert.ok(stdout.includes(option), option);
});

test('wrong use goes to standard error with exit code 2', async (t) => {
  const place = folder(t, {});
  const { code, stdout, stderr } = await place.run(['--nonsense']);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /--nonsense[\s\S]*See --help/);
});
