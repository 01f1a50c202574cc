/** The schema that editors check the file with says the same as the reader. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { FACTS_DATE, releaseStatus } from '../../../server/src/images/index.ts';
import {
  type Kind,
  readSettingsFile,
  readValue,
  SETTING_KEYS,
  settingsSchema,
  suggestingSchema,
} from '../../../server/src/configuration/index.ts';

const validate = new Ajv({ strict: false }).compile(settingsSchema());

const values: readonly unknown[] = [
  {},
  { $schema: 'x', strategy: 'dev', registry: 'cgr.dev', index: 'bundled', context: 'app' },
  { severities: { init: 'off' }, ignore: ['a'] },
  { organization: 'acme', nodeVersion: 'keep' },
  { organization: 'acme', nodeVersion: 22 },
  { organization: 'acme', nodeVersion: '22.15' },
  { organization: 'acme', nodeVersion: 22.5 },
  { organization: 'acme', nodeVersion: 'v22' },
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

const suggest = new Ajv({ strict: false }).compile(suggestingSchema());

for (const value of values) {
  test(`the schema that only suggests has nothing against ${JSON.stringify(value)}`, () => {
    assert.equal(suggest(value), true);
  });

  test(`schema and reader agree about ${JSON.stringify(value)}`, () => {
    assert.equal(validate(value), readSettingsFile(JSON.stringify(value)).kind === 'read');
  });
}

test('every key has a description, and the extension ships the schema for the file', () => {
  for (const [key, { description }] of Object.entries(SETTING_KEYS)) assert.match(description(), /\.$/, key);
  const manifest: { contributes: { jsonValidation: unknown } } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.deepEqual(manifest.contributes.jsonValidation, [{ fileMatch: '.migrate-to-chainguard.json', url: '%settingsSchema%' }]);
  assert.match(readFileSync('.vscodeignore', 'utf8'), /^!docs\/schema\/settings\.editor\.schema\*\.json$/m);
  for (const language of ['', '.de']) {
    const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(`package.nls${language}.json`, 'utf8'));
    const schema: { properties: { strategy: { description: string } } } = JSON.parse(readFileSync(texts['settingsSchema'] ?? '', 'utf8'));
    assert.equal(schema.properties.strategy.description === 'How far a migration goes.', language === '');
  }
});

test('settings of the editor take the values that the file takes', () => {
  const manifest: { contributes: { configuration: { properties: Record<string, { enum?: readonly string[] }> } } } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  for (const [key, { kind }] of Object.entries<{ readonly kind: Kind<unknown> }>(SETTING_KEYS)) {
    const { enum: words } = manifest.contributes.configuration.properties[`migrateToChainguard.${key}`] ?? {};
    if (words === undefined) continue;
    const { enum: known } = kind.schema;
    if (known !== undefined) assert.deepEqual(words.toSorted(), (known as readonly string[]).toSorted(), key);
    for (const word of words) assert.deepEqual(readValue(kind, key, word).problems, [], `${key} ${word}`);
  }
});

test('the versions that the editor offers are those that get fixes', () => {
  const manifest: { contributes: { configuration: { properties: Record<string, { enum: readonly string[] }> } } } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const offered = manifest.contributes.configuration.properties['migrateToChainguard.nodeVersion']?.enum.filter((word) => /^\d/.test(word));
  const majors = [20, 21, 22, 23, 24, 25, 26, 27].filter((major) => major % 2 === 0 && releaseStatus(major, FACTS_DATE).status !== 'eol');
  assert.deepEqual(offered, majors.toReversed().map(String));
});
