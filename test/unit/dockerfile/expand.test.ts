import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandWord, variableReferences } from '../../../server/src/dockerfile/index.ts';

const variables: Readonly<Record<string, string>> = { V: '1.2.3-alpine', E: '', P: '/usr/local/bin', N: 'node', S: 'two words' };
const lookup = (name: string): string | undefined => variables[name];

/** Word, value, and the variables that stay unresolved. */
const words: readonly (readonly [string, string, ...string[]])[] = [
  ['plain', 'plain'],
  ['$N:$V', 'node:1.2.3-alpine'],
  ['${N}js', 'nodejs'],
  ['$Njs', '', 'Njs'],
  ['x${U}y', 'xy', 'U'],
  ['${U:-20}', '20'],
  ['${E:-20}', '20'],
  ['${E-20}', ''],
  ['${U-20}', '20'],
  ['${N:+yes}', 'yes'],
  ['${E:+yes}', ''],
  ['${E+yes}', 'yes'],
  ['${U+yes}', ''],
  ['${N:?wanted}', 'node'],
  ['${U:-${N}-$V}', 'node-1.2.3-alpine'],
  ['${U:-$W}', '', 'W'],
  ['${N:-$W}', 'node'],
  ['${U:-"a b"}', 'a b'],
  ['${V#*.}', '2.3-alpine'],
  ['${V##*.}', '3-alpine'],
  ['${V%.*}', '1.2'],
  ['${V%%.*}', '1'],
  ['${V%-alpine}', '1.2.3'],
  ['${P##*/}', 'bin'],
  ['${V%?}', '1.2.3-alpin'],
  ['${V/./_}', '1_2.3-alpine'],
  ['${V//./_}', '1_2_3-alpine'],
  ['${P//\\//-}', '-usr-local-bin'],
  ['${V/2*/x}', '1.x'],
  ['${V#x}', '1.2.3-alpine'],
  ['"$S" \'$S\' \\$S', 'two words $S $S'],
  ['a\\ b"c\\"d\\e"', 'a bc"d\\e'],
  ['$', '$'],
  ['a$/b', 'a$/b'],
  ['$1x', 'x', '1'],
];

for (const [raw, value, ...unresolved] of words) {
  test(`${raw} becomes ${JSON.stringify(value)}`, () => {
    assert.deepEqual(expandWord(raw, lookup, '\\'), { value, unresolved, error: undefined });
  });
}

test('the escape character is that of the file', () => {
  assert.equal(expandWord('C:\\$N `$N "`""', lookup, '`').value, 'C:\\node $N "');
});

for (const raw of ['${', '${}', '${N', '${N:', '${N:x}', '${N:#x}', '"open', "'open", '${U:?wanted}', '${U?}', '${N#\\x}', '${N/x}']) {
  test(`${raw} is refused and stays as it is`, () => {
    const { value, error } = expandWord(raw, lookup, '\\');
    assert.equal(value, raw);
    assert.equal(typeof error, 'string');
  });
}

test('a required variable without a value is unresolved', () => {
  const { unresolved, error } = expandWord('${U:?please set U}', lookup, '\\');
  assert.deepEqual(unresolved, ['U']);
  assert.equal(error, 'U: please set U');
});

test('hostile nesting and growth end', () => {
  assert.equal(typeof expandWord('${a:-'.repeat(50_000), lookup, '\\').error, 'string');
  const long = 'x'.repeat(150_000);
  assert.equal(typeof expandWord('$A$A', () => long, '\\').error, 'string');
});

test('references: names and ranges, also inside modifiers', () => {
  const raw = 'a$N-${V:-${W%x}}"$S"\'$no\'\\$no';
  assert.deepEqual(
    variableReferences(raw, '\\').map(({ name, range, nameRange }) => [
      name,
      raw.slice(range.start, range.end),
      raw.slice(nameRange.start, nameRange.end),
    ]),
    [
      ['N', '$N', 'N'],
      ['V', '${V:-${W%x}}', 'V'],
      ['W', '${W%x}', 'W'],
      ['S', '$S', 'S'],
    ],
  );
});

test('references before a place that cannot be read are still found', () => {
  assert.deepEqual(
    variableReferences('$A "$B', '\\').map(({ name }) => name),
    ['A', 'B'],
  );
});
