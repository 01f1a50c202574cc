import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseImageReference } from '../../../server/src/images/index.ts';

const CASES: readonly (readonly [
  text: string,
  registry: string | undefined,
  repository: string,
  tag: string | undefined,
  digest: string | undefined,
  canonical: string | undefined,
])[] = [
  ['node', undefined, 'node', undefined, undefined, 'docker.io/library/node'],
  ['node:20-slim', undefined, 'node', '20-slim', undefined, 'docker.io/library/node'],
  ['library/node', undefined, 'library/node', undefined, undefined, 'docker.io/library/node'],
  ['docker.io/library/node:20', 'docker.io', 'library/node', '20', undefined, 'docker.io/library/node'],
  ['docker.io/node', 'docker.io', 'node', undefined, undefined, 'docker.io/library/node'],
  ['index.docker.io/library/node', 'index.docker.io', 'library/node', undefined, undefined, 'docker.io/library/node'],
  ['registry-1.docker.io/library/node', 'registry-1.docker.io', 'library/node', undefined, undefined, 'docker.io/library/node'],
  ['mirror.gcr.io/library/node:22', 'mirror.gcr.io', 'library/node', '22', undefined, 'docker.io/library/node'],
  ['public.ecr.aws/docker/library/node:22', 'public.ecr.aws', 'docker/library/node', '22', undefined, 'docker.io/library/node'],
  ['public.ecr.aws/lambda/nodejs:22', 'public.ecr.aws', 'lambda/nodejs', '22', undefined, 'public.ecr.aws/lambda/nodejs'],
  ['localhost/app', 'localhost', 'app', undefined, undefined, 'localhost/app'],
  [
    'registry.example.com:5000/team/node:20',
    'registry.example.com:5000',
    'team/node',
    '20',
    undefined,
    'registry.example.com:5000/team/node',
  ],
  ['Registry.Example.com/app', 'Registry.Example.com', 'app', undefined, undefined, 'registry.example.com/app'],
  ['node@sha256:0a1b', undefined, 'node', undefined, 'sha256:0a1b', 'docker.io/library/node'],
  ['node:20@sha256:0a1b', undefined, 'node', '20', 'sha256:0a1b', 'docker.io/library/node'],
  ['r.example.com:5000/node@sha256:0a1b', 'r.example.com:5000', 'node', undefined, 'sha256:0a1b', 'r.example.com:5000/node'],
];

for (const [text, registry, repository, tag, digest, canonical] of CASES) {
  test(`takes ${text} apart`, () => {
    const reference = parseImageReference(text);
    assert.equal(reference.registry?.text, registry);
    assert.equal(reference.repository.text, repository);
    assert.equal(reference.tag?.text, tag);
    assert.equal(reference.digest?.text, digest);
    assert.equal(reference.canonical, canonical);
    assert.deepEqual(reference.variables, []);
  });
}

test('ranges cut the parts out of the text', () => {
  const text = 'r.example.com:5000/a/node:20@sha256:0a1b';
  const { registry, repository, tag, digest } = parseImageReference(text);
  for (const part of [registry, repository, tag, digest])
    assert.equal(part === undefined ? undefined : text.slice(part.range.start, part.range.end), part?.text);
});

test('what does not depend on a variable is told', () => {
  const reference = parseImageReference('node:${NODE_VERSION:-20.1}-alpine@${DIGEST}');
  assert.equal(reference.canonical, 'docker.io/library/node');
  assert.equal(reference.tag?.text, '${NODE_VERSION:-20.1}-alpine');
  assert.equal(reference.tag?.literal, false);
  assert.equal(reference.digest?.literal, false);
  assert.deepEqual(reference.variables, ['NODE_VERSION', 'DIGEST']);
});

test('a lone variable in front is a registry, and hides the canonical name', () => {
  const reference = parseImageReference('${REGISTRY}/library/node:20');
  assert.equal(reference.registry?.text, '${REGISTRY}');
  assert.equal(reference.repository.text, 'library/node');
  assert.equal(reference.tag?.text, '20');
  assert.equal(reference.canonical, undefined);
});

test('separators inside braces belong to the variable', () => {
  const reference = parseImageReference('${BASE:-docker.io/library/node:${V:-20}@x}');
  assert.equal(reference.repository.text, reference.text);
  assert.equal(reference.tag, undefined);
  assert.equal(reference.canonical, undefined);
});

test('placeholders of templating tools are not literal', () => {
  for (const text of ['app:{{tag}}', 'app:<%= version %>', 'app:%%VERSION%%'])
    assert.equal(parseImageReference(text).tag?.literal, false, text);
});

test('odd text does not fail', () => {
  for (const text of ['', ':', '@', '/', '//', '${', '$', 'a:b:c', 'a@b@c', ':5000/x', '${A}${B}'])
    assert.equal(parseImageReference(text).text, text);
});
