import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scopesOf, tokenize } from './tokenizer.ts';

const keyword = 'keyword.other.special-method.dockerfile';

for (const line of [
  'FROM cgr.dev/acme/node:24-dev@sha256:0a1b AS build',
  'from --platform=$BUILDPLATFORM cgr.dev/acme/node:24-dev@sha256:0a1b',
  '  COPY --chown=node:node --from=cgr.dev/acme/node:24-dev@sha256:0a1b /a /b',
  'ONBUILD COPY --from=cgr.dev/acme/node:24-dev@sha256:0a1b /a /b',
  'RUN --mount=type=bind,from=cgr.dev/acme/node:24-dev@sha256:0a1b,target=/x true',
  'RUN --mount=from=cgr.dev/acme/node:24-dev@sha256:0a1b,target=/x true',
  'RUN \\\n  --mount=type=bind,from=cgr.dev/acme/node:24-dev@sha256:0a1b,target=/x true',
]) {
  test(`the parts of the reference have scopes: ${line}`, () => {
    assert.match(scopesOf(line, 'cgr.dev/acme/'), /entity\.name\.namespace\.registry/);
    assert.match(scopesOf(line, 'node'), /entity\.name\.type\.image/);
    assert.match(scopesOf(line, '24-dev'), /constant\.numeric\.tag/);
    assert.match(scopesOf(line, 'sha256:0a1b'), /string\.unquoted\.digest/);
  });
}

test('instructions around a reference look as before', () => {
  const line = 'FROM cgr.dev/chainguard/node AS build';
  assert.equal(scopesOf(line, 'FROM'), keyword);
  assert.equal(scopesOf(line, 'AS'), keyword);
  assert.equal(scopesOf(line, 'build'), '');
  assert.match(scopesOf('ONBUILD COPY --from=cgr.dev/chainguard/node /a /b', 'ONBUILD'), /keyword\.control\.dockerfile$/);
});

test('variables in a reference are variables', () => {
  assert.match(scopesOf('FROM cgr.dev/acme/node:${NODE}-dev', '${NODE}'), /variable\.other/);
  assert.match(scopesOf('FROM cgr.dev/$ORG/node', '$ORG'), /variable\.other/);
});

for (const line of [
  'FROM node:22 AS build',
  'FROM docker.io/cgr.dev/node',
  'COPY --from=build /a /b',
  'RUN echo from=cgr.dev/chainguard/node',
  'LABEL base="cgr.dev/chainguard/node"',
  '# FROM cgr.dev/chainguard/node',
]) {
  test(`no reference of ours: ${line}`, () => {
    assert.ok(tokenize(line).every(({ scopes }) => !scopes.includes('meta.image-reference.dockerfile')));
  });
}
