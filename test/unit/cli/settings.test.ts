import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../server/src/settings.ts';
import type { Question } from '../../../server/src/cli/engine.ts';
import { folder } from './command-line.ts';
import { stubEngine } from './stub-engine.ts';

test('options win over the settings file, which wins over the defaults', async (t) => {
  const place = folder(t, {
    'ci/settings.json': JSON.stringify({
      organization: 'acme',
      registry: 'mirror.example',
      nodeVersion: 'keep',
      strategy: 'dev',
      context: '../app',
      severities: { init: 'off' },
    }),
    'app/Dockerfile': 'FROM node\n',
    '.git/HEAD': '',
  });
  const asked: Question[] = [];
  const { code } = await place.run(['--config', 'ci/settings.json', '--strategy', 'direct', 'app'], { engine: stubEngine(asked) });
  assert.equal(code, 0);
  assert.deepEqual(asked[0]?.settings, {
    ...DEFAULT_SETTINGS,
    organization: 'acme',
    registry: 'mirror.example',
    nodeVersion: 'keep',
    strategy: 'direct',
    context: 'app',
    severities: { init: 'off' },
  });
});

test('--context is relative to the current directory and becomes relative to the project', async (t) => {
  const place = folder(t, { '.git/HEAD': '', 'docker/Dockerfile': 'FROM node\n', 'src/x': '' });
  const asked: Question[] = [];
  await place.run(['--context', 'src', 'docker'], { engine: stubEngine(asked) });
  await place.run(['--context', '.', 'docker'], { engine: stubEngine(asked) });
  assert.deepEqual(
    asked.map(({ path, settings }) => [path, settings.context]),
    [
      ['docker/Dockerfile', 'src'],
      ['docker/Dockerfile', ''],
    ],
  );
});

test('a build context outside the project widens the project', async (t) => {
  const place = folder(t, { 'one/.git/HEAD': '', 'one/Dockerfile': 'FROM node\n', 'two/x': '' });
  const asked: Question[] = [];
  await place.run(['--context', 'two', 'one/Dockerfile'], { engine: stubEngine(asked) });
  assert.deepEqual([asked[0]?.path, asked[0]?.settings.context], ['one/Dockerfile', 'two']);
});

test('mistakes in the settings file are named with their line', async (t) => {
  const text =
    '{\n  "organization": "Acme Inc",\n  "strategy": "best",\n  "colour": 1,\n  "severities": {\n    "no-rule": "off",\n    "init": "loud"\n  }\n}\n';
  const place = folder(t, { 'c.json': text, Dockerfile: 'FROM node\n' });
  const { code, stderr } = await place.run(['--config', 'c.json', 'Dockerfile']);
  assert.equal(code, 2);
  const lines = stderr.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => /^c\.json:(\d+:\d+): /.exec(line)?.[1]),
    ['2:19', '3:15', '4:3', '6:5', '7:13'],
  );
  assert.match(stderr, /^c\.json:4:3: unknown key "colour" \(known: organization, registry/m);
});

test('a settings file that is named and cannot be read', async (t) => {
  const place = folder(t, { Dockerfile: 'FROM node\n', 'bytes.json': Uint8Array.of(0x7b, 0xff, 0x7d), 'folder/x': '' });
  for (const [name, reason] of [
    ['gone.json', 'does not exist'],
    ['bytes.json', 'is not valid UTF-8'],
    ['folder', 'is a folder'],
  ] as const) {
    const { code, stderr, stdout } = await place.run(['--config', name, 'Dockerfile']);
    assert.deepEqual([code, stdout, stderr], [2, '', `${name}: cannot be read: ${reason}.\n`]);
  }
});

test('a registry or organization that would break a FROM line is refused', async (t) => {
  const place = folder(t, { Dockerfile: 'FROM node\n' });
  for (const option of [
    '--registry=https://cgr.dev',
    '--registry=cgr.dev/',
    '--registry=a b',
    '--organization=a/b',
    '--organization=A',
    '--node-version=keep',
  ]) {
    const { code, stderr } = await place.run([option, 'Dockerfile']);
    assert.equal(code, 2, option);
    assert.match(stderr, new RegExp(option.split('=')[0] ?? ''));
  }
});
