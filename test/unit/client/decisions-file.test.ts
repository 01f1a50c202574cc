import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decidedIn, withDecisions } from '../../../client/src/preview/decisions-file.ts';
import { readSettingsFile } from '../../../server/src/configuration/index.ts';

test('a new file holds what was decided, and is understood', () => {
  const text = withDecisions('', {
    strategy: 'dev',
    organization: 'acme',
    registry: 'cgr.dev',
    nodeVersion: 'keep',
    workingDirectory: 'keep',
  });
  assert.deepEqual(JSON.parse(text ?? ''), {
    strategy: 'dev',
    organization: 'acme',
    registry: 'cgr.dev',
    nodeVersion: 'keep',
    workingDirectory: 'keep',
  });
  assert.equal(readSettingsFile(text ?? '').kind, 'read');
});

test('everything else of a file stays as it is, line ends and order included', () => {
  const before = '{\r\n  "severities": { "init": "off" },\r\n  "strategy": "auto"\r\n}\r\n';
  assert.equal(withDecisions(before, { strategy: 'direct' }), before.replace('auto', 'direct'));
});

test('no organization is none, not an empty one', () => {
  assert.deepEqual(JSON.parse(withDecisions('{"organization":"acme"}', { organization: '' }) ?? ''), {});
  assert.equal(withDecisions('{}', { organization: '' }), '{}');
});

test('a file that is no JSON object is not touched', () => {
  for (const text of ['{', '[]', '7', 'organization: acme']) assert.equal(withDecisions(text, { strategy: 'dev' }), undefined);
});

test('what is allowed where the file is read is allowed here, and kept', () => {
  const before = '\uFEFF{\n  // why\n  "strategy": "auto", // here\n}\n';
  assert.equal(withDecisions(before, { strategy: 'direct' }), before.replace('auto', 'direct'));
  assert.equal(readSettingsFile(before).kind, 'read');
});

test('what a file decides is known, and nothing of one that is broken', () => {
  assert.deepEqual(decidedIn('\uFEFF{ "severities": {}, "registry": "cgr.dev", "strategy": "dev", }'), ['strategy', 'registry']);
  for (const text of ['', '{', '[]', 'null']) assert.deepEqual(decidedIn(text), []);
});
