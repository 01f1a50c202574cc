/** The walls of the house that .oxlintrc.json cannot hold by itself: `no-restricted-imports` there has one entry per floor. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { RULE_IDS } from '../../server/src/rules/ids.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every folder of the server has an entry in the lint rule that holds the floors', () => {
  const { overrides }: { overrides: readonly { files: readonly string[]; rules: object }[] } = JSON.parse(
    readFileSync(join(root, '.oxlintrc.json'), 'utf8'),
  );
  const guarded = new Set(overrides.filter(({ rules }) => 'no-restricted-imports' in rules).flatMap(({ files }) => files));
  const folders = readdirSync(join(root, 'server/src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.ok(folders.length > 0);
  assert.deepEqual(
    folders.map(({ name }) => `server/src/${name}/**`).filter((pattern) => !guarded.has(pattern)),
    [],
  );
  assert.ok(guarded.has('client/**'));
});

test('no rule imports another rule', () => {
  const rules = new Set(RULE_IDS.map((id) => `${id}.ts`));
  const files = readdirSync(join(root, 'server/src/rules')).filter((name) => rules.has(name));
  assert.ok(files.length > 0);
  const wrong = files.flatMap((file) => {
    const imports = readFileSync(join(root, 'server/src/rules', file), 'utf8').matchAll(/from '\.\/([^']+)'/g);
    return [...imports].filter(([, specifier = '']) => rules.has(basename(specifier))).map(([statement]) => `${file}: ${statement}`);
  });
  assert.deepEqual(wrong, []);
});
