/** The schema that editors check the file with says the same as the reader. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { readSettingsFile, SETTING_KEYS, settingsSchema } from '../../../server/src/configuration/index.ts';

const validate = new Ajv({ strict: false }).compile(settingsSchema());

const values: readonly unknown[] = [
  {},
  { $schema: 'x', strategy: 'dev', registry: 'cgr.dev', index: 'bundled', context: 'app' },
  { severities: { init: 'off' }, ignore: ['a'] },
  { organization: 'acme', nodeVersion: 'keep' },
  { strategy: 'best' },
  { colour: 1 },
  { registry: '' },
  { registry: 1 },
  { severities: { 'no-rule': 'off' } },
  { severities: { init: 'loud' } },
  { severities: [] },
  { packages: { a: 'b', c: ['d'], e: null } },
  { packages: { a: [] } },
  { packages: { a: 'b c' } },
  { packages: { 'a b': 'c' } },
  { images: { treatAs: { 'corp/base': 'node:22' }, runtime: 'corp/cg:1' } },
  { images: { runtime: 'a b' } },
  { images: { other: 1 } },
  { ignore: 'a' },
  { ignore: [1] },
  [],
];

for (const value of values) {
  test(`schema and reader agree about ${JSON.stringify(value)}`, () => {
    assert.equal(validate(value), readSettingsFile(JSON.stringify(value)).kind === 'read');
  });
}

test('every key has a description, and the extension ships the schema for the file', () => {
  for (const [key, { description }] of Object.entries(SETTING_KEYS)) assert.match(description, /\.$/, key);
  const manifest: { contributes: { jsonValidation: unknown } } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.deepEqual(manifest.contributes.jsonValidation, [
    { fileMatch: '.migrate-to-chainguard.json', url: './docs/schema/settings.schema.json' },
  ]);
  assert.match(readFileSync('.vscodeignore', 'utf8'), /^!docs\/schema\/settings\.schema\.json$/m);
});

test('settings of the editor take the values that the file takes', () => {
  const manifest: { contributes: { configuration: { properties: Record<string, { enum?: readonly string[] }> } } } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  for (const [key, { kind }] of Object.entries(SETTING_KEYS)) {
    const { enum: words } = manifest.contributes.configuration.properties[`migrateToChainguard.${key}`] ?? {};
    if (words !== undefined) assert.deepEqual(words.toSorted(), (kind.schema['enum'] as readonly string[]).toSorted(), key);
  }
});
