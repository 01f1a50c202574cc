import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../../server/src/language-server/decisions.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/settings.ts';

const acme: Settings = { ...DEFAULT_SETTINGS, organization: 'acme', nodeVersion: 'keep' };

test('what is decided wins over the settings, what is not stays', () => {
  const { settings, problems } = decide(acme, { strategy: 'dev', workingDirectory: 'keep' });
  assert.deepEqual(settings, { ...acme, strategy: 'dev', workingDirectory: 'keep' });
  assert.deepEqual(problems, []);
});

test('an empty organization means the free images', () => {
  assert.equal(decide(acme, { organization: '' }).settings.organization, undefined);
});

test('a name that could not stand in FROM is told and left out', () => {
  const { settings, problems } = decide(acme, { organization: 'acme AS x\nRUN evil', registry: 'https://cgr.dev/' });
  assert.deepEqual(settings, acme);
  assert.deepEqual(
    problems.map(({ decision }) => decision),
    ['organization', 'registry'],
  );
  for (const { message } of problems) assert.match(message, /^The (?:organization|registry) takes .*\.$/s);
});

test('a version is kept by an organization only, the one that is decided on with it included', () => {
  assert.deepEqual(
    decide(DEFAULT_SETTINGS, { nodeVersion: 'keep' }).problems.map(({ decision }) => decision),
    ['nodeVersion'],
  );
  assert.equal(decide(DEFAULT_SETTINGS, { nodeVersion: 'keep', organization: 'acme' }).settings.nodeVersion, 'keep');
  assert.equal(decide(acme, { nodeVersion: 'keep', organization: '' }).settings.nodeVersion, 'keep');
  assert.equal(decide(acme, { nodeVersion: '22' }).settings.nodeVersion, '22');
  assert.equal(decide(DEFAULT_SETTINGS, { nodeVersion: '22' }).problems.length, 1);
});

test('anything may arrive', () => {
  for (const raw of [undefined, null, 7, 'x', []]) assert.deepEqual(decide(acme, raw).settings, acme);
  const { settings, problems } = decide(acme, { strategy: 'best', organization: 7, nodeVersion: {}, workingDirectory: true });
  assert.deepEqual(settings, acme);
  assert.equal(problems.length, 4);
});
