import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoredBy, withFileSettings } from '../../../server/src/configuration/index.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/settings.ts';

test('key by key the file wins; severities rule by rule', () => {
  const mine = {
    ...DEFAULT_SETTINGS,
    strategy: 'dev',
    registry: 'mine.example',
    severities: { init: 'off', 'final-user': 'hint' },
  } as const;
  assert.deepEqual(withFileSettings(mine, { strategy: 'direct', severities: { 'final-user': 'error' }, ignore: ['x'] }, ''), {
    ...DEFAULT_SETTINGS,
    strategy: 'direct',
    registry: 'mine.example',
    severities: { init: 'off', 'final-user': 'error' },
  });
});

test('the build context is relative to the file', () => {
  const context = (written: string, folder: string): string | undefined =>
    withFileSettings(DEFAULT_SETTINGS, { context: written }, folder).context;
  assert.equal(context('.', ''), '');
  assert.equal(context('app', 'services'), 'services/app');
  assert.equal(context('..', 'services/api'), 'services');
  assert.equal(context('../..', 'services'), '..');
});

test('patterns are those of .gitignore, relative to the file', () => {
  const ignore = ['legacy/', '/Dockerfile.old', '*.skip', '!legacy-kept/x.skip', 'docker/**/Dockerfile'];
  const by = (path: string, folder = ''): string | undefined => ignoredBy({ ignore }, folder, path);
  assert.equal(by('legacy/Dockerfile'), 'legacy/');
  assert.equal(by('a/legacy/b/Dockerfile'), 'legacy/');
  assert.equal(by('Dockerfile.old'), '/Dockerfile.old');
  assert.equal(by('a/Dockerfile.old'), undefined);
  assert.equal(by('a/Dockerfile.skip'), '*.skip');
  assert.equal(by('legacy-kept/x.skip'), undefined);
  assert.equal(by('docker/a/b/Dockerfile'), 'docker/**/Dockerfile');
  assert.equal(by('Docker/a/Dockerfile'), undefined);
  assert.equal(by('services/legacy/Dockerfile', 'services'), 'legacy/');
  assert.equal(by('elsewhere/legacy/Dockerfile', 'services'), undefined);
  assert.equal(ignoredBy({}, '', 'Dockerfile'), undefined);
});

test('odd patterns match nothing, or what they say, and never throw', () => {
  for (const pattern of ['[z-a]', '[', '**', '***', '!', '#', '\\', 'a\\']) {
    assert.doesNotThrow(() => ignoredBy({ ignore: [pattern] }, '', 'a/Dockerfile'), pattern);
  }
});
