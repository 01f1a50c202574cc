import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings, readSettings } from '../../../server/src/language-server/settings.ts';

test('nothing, or nonsense, gives the defaults', () => {
  for (const raw of [undefined, null, 'text', 5, [], { strategy: 'wild', enable: 'yes', severity: ['off'] }]) {
    assert.deepEqual(readSettings(raw), defaultSettings);
  }
});

test('what is understood is taken, whatever stands beside it', () => {
  const settings = readSettings({
    organization: 'acme',
    strategy: 'direct',
    nodeVersion: true,
    severity: { healthcheck: 'off', init: 'loud' },
  });
  assert.equal(settings.organization, 'acme');
  assert.equal(settings.strategy, 'direct');
  assert.equal(settings.nodeVersion, defaultSettings.nodeVersion);
  assert.deepEqual(settings.severities, { healthcheck: 'off' });
});

test('nothing that would break a FROM line gets into it', () => {
  const settings = readSettings({ registry: 'cgr.dev/x\nRUN evil', organization: 'a b' });
  assert.equal(settings.registry, defaultSettings.registry);
  assert.equal(settings.organization, undefined);
});

test('a slash behind the registry is forgiven', () => {
  assert.equal(readSettings({ registry: 'mirror.example/' }).registry, 'mirror.example');
});
