import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareApkVersions, isApkVersion } from '../../../server/src/packages/index.ts';

/** Each row in ascending order. */
const ORDERS: readonly string[] = [
  '1.0_alpha 1.0_alpha2 1.0_beta 1.0_pre 1.0_rc1 1.0_rc1-r1 1.0_rc2 1.0 1.0-r1 1.0-r10 1.0_cvs 1.0_svn 1.0_git20240101 1.0_hg 1.0_p1 1.0a 1.0b 1.0.1 1.1',
  '0.9 0.10 0.10.0 1 2 10 26.7.0-r0 26.7.0-r1 26.10.0-r0',
  '1.05 1.1 1.10',
  '2.43-r9 2.43-r10',
  '9007199254740993 9007199254740994',
  '1.0_rc1_p1 1.0_rc2',
  '1.2 1.2-r3 1.2~0af3 1.2~1bc',
];

for (const order of ORDERS) {
  test(`ascending: ${order}`, () => {
    const versions = order.split(' ');
    for (const [index, one] of versions.entries()) {
      for (const [other, two] of versions.entries()) {
        assert.equal(Math.sign(compareApkVersions(one, two)), Math.sign(index - other), `${one} and ${two}`);
      }
    }
  });
}

test('leading zeros count in the first number and in revisions for nothing', () => {
  assert.equal(compareApkVersions('01.2-r01', '1.2-r1'), 0);
  assert.notEqual(compareApkVersions('1.02', '1.2'), 0);
});

test('what is no version is older than every version', () => {
  assert.ok(compareApkVersions('edge', '0') < 0);
  assert.ok(compareApkVersions('0', 'edge') > 0);
  assert.ok(compareApkVersions('edge', 'main') < 0);
  assert.deepEqual(['1.2.3a_rc1_p2~0af3-r4', '1', '1.2.', '1_new', '', 'v1', '1-r'].map(isApkVersion), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
