import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findInputs, type Input } from '../../../server/src/cli/inputs.ts';
import { isDockerfileName } from '../../../server/src/project/dockerfile-names.ts';
import { folder } from './command-line.ts';

function paths(inputs: readonly Input[]): readonly string[] {
  return inputs.map((input) => (input.kind === 'stdin' ? '-' : input.kind === 'missing' ? `missing ${input.path}` : input.path));
}

test('names of Dockerfiles, in any case', () => {
  const yes = [
    'Dockerfile',
    'dockerfile',
    'Dockerfile.dev',
    'Dockerfile-classic',
    'Dockerfile_old',
    'Containerfile',
    'CONTAINERFILE.prod',
    'api.dockerfile',
    'api.Dockerfile',
    'Dockerfile.j2',
  ];
  const no = [
    'Dockerfile.dockerignore',
    'Dockerfile.md',
    'dockerfile.ts',
    'MyDockerfile',
    'Dockerfiles',
    'docker-compose.yml',
    '.dockerfile',
    'Dockerfile.',
  ];
  assert.deepEqual(
    yes.filter((name) => !isDockerfileName(name)),
    [],
  );
  assert.deepEqual(no.filter(isDockerfileName), []);
});

test('a folder is searched through, without node_modules and .git, in one order', async (t) => {
  const { path } = folder(t, {
    'b/Dockerfile': '',
    'a/x.dockerfile': '',
    'a/Dockerfile.dev': '',
    'a/readme.md': '',
    'a/node_modules/p/Dockerfile': '',
    '.git/Dockerfile': '',
    '.devcontainer/Dockerfile': '',
  });
  assert.deepEqual(paths(await findInputs(['.'], path)), [
    '.devcontainer/Dockerfile',
    'a/Dockerfile.dev',
    'a/x.dockerfile',
    'b/Dockerfile',
  ]);
});

test('links to folders are not followed, a file is looked at once', async (t) => {
  const { path } = folder(t, { 'a/Dockerfile': '' });
  symlinkSync(path, join(path, 'a', 'loop'));
  symlinkSync(join(path, 'a', 'Dockerfile'), join(path, 'Dockerfile.link'));
  assert.deepEqual(paths(await findInputs(['a/Dockerfile', '.', 'a'], path)), ['a/Dockerfile']);
});

test('globs, and names that only look like globs', async (t) => {
  const { path } = folder(t, { 'b/Dockerfile': '', 'a/Dockerfile': '', 'node_modules/p/Dockerfile': '', '[id]/Dockerfile': '' });
  assert.deepEqual(paths(await findInputs(['[ab]/Dockerfile'], path)), ['a/Dockerfile', 'b/Dockerfile']);
  assert.deepEqual(paths(await findInputs(['**/Dockerfile'], path)), ['[id]/Dockerfile', 'a/Dockerfile', 'b/Dockerfile']);
  assert.deepEqual(paths(await findInputs(['[id]/Dockerfile'], path)), ['[id]/Dockerfile']);
});

test('what is not there is told, the order of the arguments stays', async (t) => {
  const { path } = folder(t, { 'any.name': '' });
  assert.deepEqual(paths(await findInputs(['nothing/*', '-', 'Dockerfile', 'any.name', '-'], path)), [
    'missing nothing/*',
    '-',
    'missing Dockerfile',
    'any.name',
  ]);
});
