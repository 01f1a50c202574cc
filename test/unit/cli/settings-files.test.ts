import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Question } from '../../../server/src/cli/engine.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/settings.ts';
import { type Folder, folder } from './command-line.ts';
import { stubEngine } from './stub-engine.ts';

const NAME = '.migrate-to-chainguard.json';

async function asked(place: Folder, ...argv: readonly string[]): Promise<Readonly<Record<string, Question['settings']>>> {
  const questions: Question[] = [];
  const { stderr } = await place.run(argv, { engine: stubEngine(questions) });
  assert.equal(stderr, '');
  return Object.fromEntries(questions.map(({ path, settings }) => [path, settings]));
}

test('each file gets the settings of the nearest settings file, and options win over them', async (t) => {
  const place = folder(t, {
    '.git/HEAD': '',
    [NAME]: '{ "strategy": "dev", "registry": "mirror.example" }',
    [`api/${NAME}`]: '{ "context": "..", "severities": { "init": "off" } }',
    Dockerfile: 'FROM node\n',
    'api/Dockerfile': 'FROM node\n',
  });
  assert.deepEqual(await asked(place, '.'), {
    Dockerfile: { ...DEFAULT_SETTINGS, strategy: 'dev', registry: 'mirror.example' },
    'api/Dockerfile': { ...DEFAULT_SETTINGS, context: '', severities: { init: 'off' } },
  });
  const overruled = await asked(place, '--strategy', 'direct', '--context', 'api', '.');
  assert.deepEqual(overruled['Dockerfile'], { ...DEFAULT_SETTINGS, strategy: 'direct', registry: 'mirror.example', context: 'api' });
  assert.equal(overruled['api/Dockerfile']?.context, 'api');
});

test('nothing is looked for above the project', async (t) => {
  const place = folder(t, { [NAME]: '{ "strategy": "dev" }', 'project/.git/HEAD': '', 'project/a/Dockerfile': 'FROM node\n' });
  assert.equal((await asked(place, '.'))['a/Dockerfile']?.strategy, 'auto');
});

test('--config stands in place of what would be found, --no-config of everything', async (t) => {
  const place = folder(t, {
    '.git/HEAD': '',
    [NAME]: '{ "strategy": "dev", "colour": 1 }',
    'other.json': '{ "registry": "r.example" }',
    Dockerfile: 'FROM node\n',
  });
  assert.deepEqual(await asked(place, '--config', 'other.json', '.'), { Dockerfile: { ...DEFAULT_SETTINGS, registry: 'r.example' } });
  assert.deepEqual(await asked(place, '--no-config', '.'), { Dockerfile: DEFAULT_SETTINGS });
  const both = await place.run(['--no-config', '--config', 'other.json', '.']);
  assert.equal(both.code, 2);
  assert.match(both.stderr, /--config and --no-config exclude each other/);
});

test('a mistake is told once with its place, its Dockerfiles fail, the others are done', async (t) => {
  const place = folder(t, {
    'one/.git/HEAD': '',
    [`one/${NAME}`]: '{\n  "strategie": "dev"\n}\n',
    'one/Dockerfile': 'FROM node\n',
    'one/sub/Dockerfile': 'FROM node\n',
    'two/.git/HEAD': '',
    'two/Dockerfile': 'FROM node\n',
  });
  const { code, stdout, stderr } = await place.run(['one', 'two']);
  assert.equal(code, 2);
  assert.deepEqual(stderr.trim().split('\n'), [
    `one/${NAME}:2:3: unknown key "strategie"; did you mean "strategy"?`,
    `one/Dockerfile: is not looked at, since its settings are not understood: one/${NAME}:2:3: unknown key "strategie"; did you mean "strategy"?`,
    `one/sub/Dockerfile: is not looked at, since its settings are not understood: one/${NAME}:2:3: unknown key "strategie"; did you mean "strategy"?`,
  ]);
  assert.match(stdout, /two\/Dockerfile: would be migrated/);
});

test('a settings file that cannot be read is a mistake, too', async (t) => {
  for (const [content, reason] of [
    [Uint8Array.of(0x7b, 0xff, 0x7d), 'is not valid UTF-8'],
    [' '.repeat(3 * 1024 * 1024), 'is larger than 2 MB'],
  ] as const) {
    const place = folder(t, { '.git/HEAD': '', [NAME]: content, Dockerfile: 'FROM node\n' });
    const { code, stderr } = await place.run(['.']);
    assert.equal(code, 2);
    assert.equal(stderr.split('\n')[0], `${NAME}: cannot be read: ${reason}.`);
  }
  const place = folder(t, { '.git/HEAD': '', Dockerfile: 'FROM node\n' });
  symlinkSync('gone', join(place.path, NAME));
  assert.match((await place.run(['.'])).stderr, /cannot be read: is a broken link/);
});

test('what is ignored is passed over; by its own name it has an answer, and its text comes through', async (t) => {
  const place = folder(t, {
    '.git/HEAD': '',
    [NAME]: '{ "ignore": ["legacy/"] }',
    Dockerfile: 'FROM node\n',
    'legacy/Dockerfile': 'FROM node\n',
  });
  assert.deepEqual(Object.keys(await asked(place, '.', '**/Dockerfile')), ['Dockerfile']);
  const named = await place.run(['--check', 'legacy/Dockerfile']);
  assert.equal(named.code, 0);
  assert.match(named.stdout, /^legacy\/Dockerfile: unchanged\. \.migrate-to-chainguard\.json ignores it \("legacy\/"\)\.$/m);
  const piped = await place.run(['--stdout', '--stdin-path', 'legacy/Dockerfile', '-'], { stdin: 'FROM node:20\n' });
  assert.deepEqual([piped.code, piped.stdout], [0, 'FROM node:20\n']);
  const all = await place.run(['legacy']);
  assert.deepEqual([all.code, all.stderr], [0, 'No Dockerfile found in legacy, but for 1 that the settings ignore.\n']);
  assert.deepEqual(Object.keys(await asked(place, '--no-config', 'legacy')), ['legacy/Dockerfile']);
});

test('--node-version keep may find its organization in a settings file', async (t) => {
  const place = folder(t, { '.git/HEAD': '', [NAME]: '{ "organization": "acme" }', Dockerfile: 'FROM node\n' });
  assert.deepEqual(await asked(place, '--node-version', 'keep', '.'), {
    Dockerfile: { ...DEFAULT_SETTINGS, organization: 'acme', nodeVersion: 'keep' },
  });
});
