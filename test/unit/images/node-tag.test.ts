import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FACTS_DATE,
  latestMajor,
  ltsMajor,
  majorInWolfi,
  nodeMajor,
  parseNodeTag,
  releaseStatus,
} from '../../../server/src/images/index.ts';

/** tag → major on the facts' date, variant, libc, slim */
const TAGS: readonly (readonly [tag: string, major: number | undefined, variant: string, libc: string, slim: boolean])[] = [
  ['20', 20, 'default', 'glibc', false],
  ['20.11.1-bookworm-slim', 20, 'bookworm', 'glibc', true],
  ['22-alpine', 22, 'alpine', 'musl', false],
  ['22.1.0-alpine3.20', 22, 'alpine3.20', 'musl', false],
  ['slim', 26, 'default', 'glibc', true],
  ['alpine3.23', 26, 'alpine3.23', 'musl', false],
  ['bullseye', 26, 'bullseye', 'glibc', false],
  ['trixie-slim', 26, 'trixie', 'glibc', true],
  ['latest', 26, 'default', 'glibc', false],
  ['current-bullseye-slim', 26, 'bullseye', 'glibc', true],
  ['lts', 26, 'default', 'glibc', false],
  ['lts-alpine', 26, 'alpine', 'musl', false],
  ['lts-iron-slim', 20, 'default', 'glibc', true],
  ['lts-hydrogen-alpine3.18', 18, 'alpine3.18', 'musl', false],
  ['iron-bookworm', 20, 'bookworm', 'glibc', false],
  ['carbon', 8, 'default', 'glibc', false],
  ['argon-wheezy', 4, 'wheezy', 'glibc', false],
  ['0.12-slim', 0, 'default', 'glibc', true],
  ['8-onbuild', 8, 'default', 'glibc', false],
  ['10.15-stretch-slim', 10, 'stretch', 'glibc', true],
  ['${NODE_VERSION}-alpine', undefined, 'alpine', 'musl', false],
  ['${NODE_VERSION}', undefined, '${NODE_VERSION}', 'unknown', false],
  ['$V-bookworm-slim', undefined, 'bookworm', 'glibc', true],
  ['${MAJOR}.${MINOR}-slim', undefined, 'default', 'glibc', true],
  ['20.${MINOR}-slim', 20, 'default', 'glibc', true],
  ['20-alpine${ALPINE}', 20, 'alpine', 'musl', false],
  ['20-${SUITE}', 20, '${SUITE}', 'unknown', false],
  ['20-${SUITE}-slim', 20, '${SUITE}-slim', 'glibc', true],
  ['${A}${B}', undefined, '${A}${B}', 'unknown', false],
];

for (const [text, major, variant, libc, slim] of TAGS) {
  test(`reads node:${text}`, () => {
    const tag = parseNodeTag(text);
    assert.ok(tag !== undefined);
    assert.equal(nodeMajor(tag), major);
    const name =
      tag.variant.kind === 'debian'
        ? tag.variant.suite
        : tag.variant.kind === 'alpine'
          ? `alpine${tag.variant.version ?? ''}`
          : tag.variant.kind === 'variable'
            ? tag.variant.text
            : 'default';
    assert.equal(name, variant);
    assert.equal(tag.libc, libc);
    assert.equal(tag.slim, slim);
  });
}

test('tags that the official image never had are refused', () => {
  for (const text of [
    '22.x',
    'chakracore',
    '20-windowsservercore',
    '20-jammy',
    'v20',
    '20.1.2.3',
    '20-slim-slim',
    'lts-foo',
    '20-alpine-slim',
    '',
    '-',
    '20-slim-bookworm',
  ])
    assert.equal(parseNodeTag(text), undefined, text);
});

test('moving tags follow the schedule of the day', () => {
  const lts = parseNodeTag('lts');
  assert.ok(lts !== undefined);
  assert.equal(nodeMajor(lts, '2026-10-27'), 24);
  assert.equal(nodeMajor(lts, '2026-10-28'), 26);
  assert.equal(ltsMajor('2023-06-01'), 18);
  assert.equal(latestMajor('2026-05-04'), 25);
  assert.equal(latestMajor('2027-04-22'), 27);
});

test('where majors stand on the day of the facts', () => {
  assert.equal(FACTS_DATE, '2026-11-23');
  const status = (major: number): string => releaseStatus(major).status;
  assert.deepEqual(
    [0, 4, 18, 20, 21, 23, 25].map(status),
    Array.from({ length: 7 }, () => 'eol'),
  );
  assert.deepEqual([22, 24].map(status), ['maintenance', 'maintenance']);
  assert.equal(status(26), 'lts');
  assert.deepEqual([1, 27, 40].map(status), ['unknown', 'unknown', 'unknown']);
  assert.deepEqual(releaseStatus(20), { status: 'eol', end: '2026-04-30', codename: 'iron' });
  assert.equal(releaseStatus(22).end, '2027-04-30');
  assert.equal(releaseStatus(24).end, '2028-04-30');
});

test('the last day of support is no longer supported, the day before is', () => {
  assert.equal(releaseStatus(20, '2026-04-29').status, 'maintenance');
  assert.equal(releaseStatus(20, '2026-04-30').status, 'eol');
  assert.equal(releaseStatus(26, '2026-06-01').status, 'current');
});

test('public Wolfi keeps two majors', () => {
  assert.deepEqual([18, 20, 22, 24, 25, 26, 27].filter(majorInWolfi), [24, 26]);
});
