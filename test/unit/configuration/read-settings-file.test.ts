import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettingsFile } from '../../../server/src/configuration/index.ts';

/** Each mistake as the stretch of text that it marks, and what it says. */
function mistakes(text: string): readonly (readonly [string, string])[] {
  const reading = readSettingsFile(text);
  return reading.kind === 'read' ? [] : reading.mistakes.map(({ range, message }) => [text.slice(range.start, range.end), message]);
}

test('every key, with comments and a comma too many', () => {
  const text = `{
    // who we are
    "$schema": "anything",
    "organization": "acme", "registry": "mirror.example:5000/chainguard",
    "nodeVersion": "keep", "strategy": "distroless", "workingDirectory": "keep", "context": "..", "index": "refreshed",
    "severities": { "init": "off", "final-user": "error" }, /* old ones */
    "ignore": ["legacy/", "!legacy/kept/Dockerfile"],
  }`;
  assert.deepEqual(readSettingsFile(text), {
    kind: 'read',
    settings: {
      organization: 'acme',
      registry: 'mirror.example:5000/chainguard',
      nodeVersion: 'keep',
      strategy: 'distroless',
      workingDirectory: 'keep',
      context: '..',
      index: 'refreshed',
      severities: { init: 'off', 'final-user': 'error' },
      ignore: ['legacy/', '!legacy/kept/Dockerfile'],
    },
  });
  assert.deepEqual(readSettingsFile('{}'), { kind: 'read', settings: {} });
  assert.deepEqual(readSettingsFile('\uFEFF{ "strategy": "dev" }'), { kind: 'read', settings: { strategy: 'dev' } });
});

test('each mistake is marked where it stands, and all are told', () => {
  const text = `{
    "organisation": "acme",
    "registry": "https://cgr.dev",
    "strategy": "best",
    "context": "/srv",
    "ignore": "legacy",
    "severities": { "healthchek": "off", "init": "loud", "zzzzz": "off" },
    "colour": 1,
    "strategy": "dev"
  }`;
  assert.deepEqual(mistakes(text), [
    ['"organisation"', 'unknown key "organisation"; did you mean "organization"?'],
    [
      '"https://cgr.dev"',
      '"registry" takes a host such as cgr.dev, without a scheme and without a slash at the end, not "https://cgr.dev"',
    ],
    ['"best"', '"strategy" takes one of "auto", "distroless", "dev", "direct"'],
    ['"/srv"', '"context" takes a relative path with slashes, not "/srv"'],
    ['"legacy"', '"ignore" takes a list in brackets'],
    ['"healthchek"', 'unknown rule "healthchek" in "severities"; did you mean "healthcheck"?'],
    ['"loud"', '"init" takes one of "error", "warning", "information", "hint", "off"'],
    ['"zzzzz"', 'unknown rule "zzzzz" in "severities"'],
    [
      '"colour"',
      'unknown key "colour" (known: organization, registry, nodeVersion, strategy, workingDirectory, context, index, severities, packages, images, ignore)',
    ],
    ['"strategy"', '"strategy" stands here for the second time'],
  ]);
});

test('values of the wrong type', () => {
  for (const value of ['1', 'null', 'true', '{}', '[]', '""', '" "']) {
    for (const key of ['organization', 'registry', 'strategy', 'nodeVersion', 'context', 'index']) {
      assert.equal(mistakes(`{ "${key}": ${value} }`).length, 1, `${key}: ${value}`);
    }
    if (value !== '{}') assert.equal(mistakes(`{ "severities": ${value} }`).length, 1, value);
    if (value !== '[]') assert.equal(mistakes(`{ "ignore": ${value} }`).length, 1, value);
  }
  assert.equal(mistakes('{ "ignore": ["a", 1] }').length, 1);
});

test('packages have names of apk, several, or none', () => {
  assert.deepEqual(readSettingsFile('{ "packages": { "libfoo-dev": "foo-dev", "g++": ["gcc", "so:libx.so.1"], "@tools": null } }'), {
    kind: 'read',
    settings: { packages: { 'libfoo-dev': ['foo-dev'], 'g++': ['gcc', 'so:libx.so.1'], '@tools': null } },
  });
  for (const value of ['"a b"', '"a=1"', '"--root"', '"$(x)"', '""', '[]', '["a", 1]', '1', '{}', 'true'])
    assert.equal(mistakes(`{ "packages": { "x": ${value} } }`).length, 1, value);
  for (const name of ['', 'a b', '-y', 'a;b', './x']) assert.equal(mistakes(`{ "packages": { "${name}": "x" } }`).length, 1, name);
});

test('images: bases of one’s own, and images in place of those of Chainguard', () => {
  const images = {
    treatAs: { 'registry.corp:5000/base/node': 'node', 'corp/base:1': 'docker.io/library/node:22-slim' },
    runtime: 'mirror.example/node:24@sha256:abc',
    development: 'mirror.example/node:24-dev',
  };
  assert.deepEqual(readSettingsFile(JSON.stringify({ images })), { kind: 'read', settings: { images } });
  for (const wrong of [
    { treatAs: { 'corp/base': 'alpine:3' } },
    { treatAs: { 'corp/base': 'node:22 AS x' } },
    { treatAs: { 'corp/base\nRUN evil': 'node' } },
    { treatAs: { 'cgr.dev/chainguard/node': 'node' } },
    { treatAs: { $BASE: 'node' } },
    { runtime: 'node:22' },
    { development: 'scratch' },
    { runtime: 'a b' },
    { runtime: 'corp/node:1', development: 'corp/node:1' },
    { treatAs: { 'corp/node': 'node' }, development: 'corp/node:1' },
    { other: 'x' },
  ])
    assert.equal(mistakes(JSON.stringify({ images: wrong })).length, 1, JSON.stringify(wrong));
});

test('a version can be kept only by an organization', () => {
  assert.deepEqual(
    mistakes('{ "nodeVersion": "keep" }').map(([marked]) => marked),
    ['"keep"'],
  );
});

test('what is no JSON is told once, where it begins', () => {
  assert.deepEqual(mistakes('{ "registry": }'), [['}', 'is not JSON: a value is expected here']]);
  assert.deepEqual(mistakes('{ "registry": "cgr.dev" "strategy": "dev" }'), [['"strategy"', 'is not JSON: a comma is expected here']]);
  assert.match(mistakes('{ "registry": "cgr')[0]?.[1] ?? '', /is not JSON: a text has no closing quote/);
  assert.match(mistakes('{ "severities": {')[0]?.[1] ?? '', /is not JSON: /);
  assert.match(mistakes('')[0]?.[1] ?? '', /is not JSON|is empty/);
  assert.match(mistakes('// nothing\n')[0]?.[1] ?? '', /is not JSON|is empty/);
  assert.deepEqual(mistakes('[]'), [['[]', 'must hold an object in braces']]);
});

test('hostile texts have an answer', () => {
  assert.match(mistakes('['.repeat(100_000))[0]?.[1] ?? '', /nested more than 100 levels deep/);
  assert.match(mistakes(`{ "ignore": [${'"a",'.repeat(200_000)}] }`)[0]?.[1] ?? '', /larger than 256 KB/);
  assert.equal(mistakes('{ "severities": { "__proto__": "off" } }').length, 1);
  assert.equal(mistakes('{ "__proto__": {} }').length, 1);
  assert.equal(mistakes('{ "constructor": 1 }').length, 1);
  for (const text of ['\u0000', '{"a', '"\\u12"', '{{{', '}]', '/*', '\uD800']) assert.ok(mistakes(text).length > 0, text);
});

test('a version is a word, a whole number, or a text as tags have it', () => {
  const versionIn = (written: string): unknown => {
    const reading = readSettingsFile(`{ "organization": "acme", "nodeVersion": ${written} }`);
    return reading.kind === 'read' ? reading.settings.nodeVersion : 'mistaken';
  };
  assert.deepEqual(['"latest"', '"keep"', '22', '"22"', '"22.15"', '"22.15.0"'].map(versionIn), [
    'latest',
    'keep',
    '22',
    '22',
    '22.15',
    '22.15.0',
  ]);
  for (const written of ['22.10', '-1', '0', '"v22"', '"22-dev"', '"22.x"', '"022"', 'true', '["22"]', '"22 AS x"'])
    assert.equal(versionIn(written), 'mistaken', written);
  assert.equal(readSettingsFile('{ "nodeVersion": 22 }').kind, 'mistaken');
});
