import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/index.ts';
import { findBuildContext } from '../../../server/src/project/build-context.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';

function context(
  path: string,
  copies: readonly string[],
  listing: readonly string[],
  record: Readonly<Record<string, string>> = {},
  explicit?: string,
): string {
  const dockerfile = parseDockerfile(['FROM node:20', ...copies].join('\n'));
  const found = findBuildContext(path, dockerfile, memoryFiles(record, { listing: [...listing, path] }), explicit);
  return `${found.folder} ${found.source}`;
}

test('what a person gave comes first, then a compose file', () => {
  const compose = { 'compose.yaml': 'services: { a: { build: { context: ., dockerfile: docker/Dockerfile } } }' };
  assert.equal(context('docker/Dockerfile', [], [], compose, './apps/'), 'apps given');
  assert.equal(context('docker/Dockerfile', ['COPY x .'], ['docker/x'], compose), ' compose');
  assert.equal(context('other/Dockerfile', ['COPY x .'], ['other/x'], compose), 'other dockerfile-folder');
});

test('the nearest folder that holds every source of COPY', () => {
  assert.equal(context('docker/Dockerfile', ['COPY package.json src ./'], ['package.json', 'src/a.ts']), ' copy-sources');
  assert.equal(
    context('a/b/Dockerfile', ['COPY package*.json ./', 'ADD src /src'], ['a/package.json', 'a/src/x', 'package.json', 'src/y']),
    'a copy-sources',
  );
  assert.equal(context('a/Dockerfile', ['COPY a/server.js .'], ['a/server.js']), ' copy-sources');
  assert.equal(context('a/Dockerfile', ['COPY server.js .'], ['a/server.js', 'server.js']), 'a dockerfile-folder');
});

test('most of the sources will do when one of them is made before the build', () => {
  assert.equal(context('docker/Dockerfile', ['COPY package.json ./', 'COPY dist ./dist'], ['package.json']), ' copy-sources');
  assert.equal(context('docker/Dockerfile', ['COPY dist ./dist'], ['package.json']), 'docker dockerfile-folder');
});

test('a file that works in its own folder below everything that it copied is built from above', () => {
  const listing = ['package.json', 'services/mail/package.json', 'services/mail/run.sh'];
  assert.equal(context('services/mail/Dockerfile', ['COPY . /build', 'WORKDIR /build/services/mail'], listing), ' copy-sources');
  assert.equal(context('services/mail/Dockerfile', ['WORKDIR /build', 'COPY ./ .', 'WORKDIR services/mail'], listing), ' copy-sources');
  assert.equal(context('services/mail/Dockerfile', ['COPY . /build', 'WORKDIR /build/dist'], listing), 'services/mail dockerfile-folder');
  assert.equal(context('services/mail/Dockerfile', ['COPY . /', 'WORKDIR /mail'], listing), 'services/mail dockerfile-folder');
});

test('COPY . . goes to where package.json is', () => {
  assert.equal(context('docker/Dockerfile', ['COPY . .'], ['package.json', 'docker/x.sh']), ' copy-sources');
  assert.equal(context('web/Dockerfile', ['COPY . .'], ['package.json', 'web/package.json']), 'web dockerfile-folder');
  assert.equal(context('web/Dockerfile', ['COPY . .'], ['web/x.py']), 'web dockerfile-folder');
});

test('copies from stages, URLs and variables say nothing', () => {
  const copies = ['COPY --from=build /app/dist .', 'ADD https://example.org/x.tgz /x', 'COPY $SOURCE .'];
  assert.equal(context('docker/Dockerfile', copies, ['package.json']), 'docker dockerfile-folder');
});

test('the sentence for the report', () => {
  const dockerfile = parseDockerfile('FROM node:20\nCOPY package.json dist ./');
  const found = findBuildContext('docker/Dockerfile', dockerfile, memoryFiles({ 'package.json': '{}' }));
  assert.equal(
    found.explanation,
    'The build context is taken to be the root of the workspace, the nearest folder that holds most of what COPY takes from it (not dist).',
  );
});
