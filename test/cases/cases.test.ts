/** Every case folder: the conversion and its report are what they were when somebody read them. `npm run cases:update` writes them anew. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { allCases, optional, reportText, run } from './read-case.ts';

const update = process.env['UPDATE_CASES'] === '1';

describe('cases', () => {
  for (const one of allCases()) {
    it(one.name, () => {
      const result = run(one);
      const expected = join(one.folder, 'expected.Dockerfile');
      const report = join(one.folder, 'report.txt');
      if (update) {
        writeFileSync(expected, result.migration.text);
        writeFileSync(report, reportText(result));
      }
      assert.equal(result.migration.text, optional(expected));
      assert.equal(reportText(result), optional(report));
    });
  }
});
