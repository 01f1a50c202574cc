import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainguardReference, classifyImage } from '../../../server/src/images/index.ts';
import { DEFAULT_SETTINGS, type ImageOverrides, type Settings } from '../../../server/src/settings.ts';

function settings(images: Partial<ImageOverrides>): Settings {
  return { ...DEFAULT_SETTINGS, images: { ...DEFAULT_SETTINGS.images, ...images } };
}

/** The official image that a reference is treated as. */
function treated(image: string, treatAs: Readonly<Record<string, string>>): string | undefined {
  const kind = classifyImage(image, settings({ treatAs }));
  return kind.kind === 'official-node' ? kind.treatedAs : undefined;
}

test('a name without a tag stands for all its tags, and hands its tag on', () => {
  const treatAs = { 'corp.example/base/node': 'node' };
  assert.equal(treated('corp.example/base/node:22-slim', treatAs), 'node:22-slim');
  assert.equal(treated('corp.example/base/node', treatAs), 'node');
  assert.equal(treated('corp.example/base/node@sha256:abc', treatAs), 'node');
  assert.equal(treated('corp.example/base/node2:22', treatAs), undefined);
  assert.equal(treated('other.example/base/node:22', treatAs), undefined);
  const kind = classifyImage('corp.example/base/node:22-slim', settings({ treatAs }));
  assert.equal(kind.kind === 'official-node' && kind.tag?.version.kind === 'number' && kind.tag.version.major, 22);
  assert.equal(kind.reference.text, 'corp.example/base/node:22-slim');
});

test('a name with a tag stands for that tag alone, and goes before the one without', () => {
  const treatAs = { 'corp/base': 'node:20', 'corp/base:slim': 'node:22-slim' };
  assert.equal(treated('corp/base:slim', treatAs), 'node:22-slim');
  assert.equal(treated('corp/base:other', treatAs), 'node:20');
  assert.equal(treated('docker.io/corp/base:slim', treatAs), 'node:22-slim');
  assert.equal(treated('corp/base:1', { 'corp/base:2': 'node' }), undefined);
});

test('images in place of those of Chainguard are written, and known again', () => {
  const own = settings({ runtime: 'corp.example/node:24', development: 'corp.example/node-build:24' });
  assert.equal(chainguardReference({ image: 'node', settings: own, variant: 'runtime' }), 'corp.example/node:24');
  assert.equal(chainguardReference({ image: 'node', settings: own, variant: 'dev' }), 'corp.example/node-build:24');
  assert.equal(chainguardReference({ image: 'nginx', settings: own, variant: 'runtime' }), 'cgr.dev/chainguard/nginx:latest');
  const variant = (image: string, known = own): string => {
    const kind = classifyImage(image, known);
    return kind.kind === 'chainguard-node' ? (kind.tag.dev ? 'dev' : 'runtime') : kind.kind;
  };
  assert.equal(variant('corp.example/node:24'), 'runtime');
  assert.equal(variant('corp.example/node:24@sha256:abc'), 'runtime');
  assert.equal(variant('corp.example/node-build:22'), 'dev');
  assert.equal(variant('corp.example/other:24'), 'other');
  assert.equal(variant('corp.example/node:24', DEFAULT_SETTINGS), 'other');
  const oneName = settings({ runtime: 'corp.example/cg:a', development: 'corp.example/cg:b' });
  assert.deepEqual(
    ['a', 'b', '22-dev', '22'].map((tag) => variant(`corp.example/cg:${tag}`, oneName)),
    ['runtime', 'dev', 'dev', 'runtime'],
  );
  const pinned = settings({ runtime: 'cgr.dev/chainguard/node:latest@sha256:abc' });
  assert.equal(chainguardReference({ image: 'node', settings: pinned, variant: 'runtime' }), 'cgr.dev/chainguard/node:latest@sha256:abc');
  assert.equal(variant('cgr.dev/chainguard/node:latest-dev', pinned), 'dev');
});
