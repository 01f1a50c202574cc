import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officialTags } from '../../scripts/containers/images/tags.ts';

test('the official images that Dockerfiles build on', () => {
  const dockerfile = 'ARG MAJOR=20\nFROM node:${MAJOR}-slim AS base\nFROM --platform=$BUILDPLATFORM node\nFROM nginx:alpine\nFROM base\n';
  assert.deepEqual([...officialTags([dockerfile], 'node')], ['20-slim', 'latest']);
  assert.deepEqual([...officialTags([dockerfile], 'nginx')], ['alpine']);
});
