import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withOwnedFolders } from '../../scripts/containers/engine/owned-folders.ts';

test('a WORKDIR of the user is made for the user before buildah makes it for root', () => {
  const text = 'FROM cgr.dev/chainguard/node:latest-dev AS builder\nWORKDIR /shop\nCOPY . .\n';
  assert.equal(
    withOwnedFolders(text),
    'FROM cgr.dev/chainguard/node:latest-dev AS builder\nUSER root\nRUN [ -d "/shop" ] || { mkdir -p "/shop" && chown 65532:65532 "/shop"; }\nUSER 65532\nWORKDIR /shop\nCOPY . .\n',
  );
});

test('the user of a stage is that of the stage it starts from', () => {
  const text = 'FROM cgr.dev/chainguard/node:latest-dev AS base\nUSER node\nFROM base\nWORKDIR $HERE\n';
  assert.match(withOwnedFolders(text), /FROM base\nUSER root\nRUN .*chown node:node "\$HERE"; }\nUSER node\nWORKDIR/);
});

test('root’s folders, and stages without a shell, are left alone', () => {
  for (const text of [
    'FROM node:20\nWORKDIR /shop\n',
    'FROM cgr.dev/chainguard/node:latest-dev\nUSER root\nWORKDIR /shop\n',
    'FROM cgr.dev/chainguard/node:latest\nWORKDIR /shop\n',
  ]) {
    assert.equal(withOwnedFolders(text), text);
  }
});
