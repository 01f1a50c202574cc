/** The laws over every case. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isStable, keepsLineEnds, leavesOthersAlone, losesNothing, parses, startsWithoutShell } from './laws.ts';
import { allCases, type Case, run } from './read-case.ts';

const OURS = /(?:^|\/)node(?:[:@]|$)|^gcr\.io\/distroless\/nodejs|chainguard\/node|(?:^|\/)nginx(?:[:@]|$)/;

/** Bases that the settings of the case declare to be Node's. */
function isGiven({ settings }: Case, image: string): boolean {
  return Object.keys(settings.images.treatAs).some((name) => image === name || image.startsWith(`${name}:`));
}

describe('laws over the cases', () => {
  for (const one of allCases()) {
    const result = run(one);
    const { text } = result.migration;
    it(`${one.name}: 1 it builds`, () => assert.deepEqual(one.text === text ? [] : parses(text), []));
    it(`${one.name}: 2 once is enough`, () => assert.deepEqual(isStable(run(one, text), text), []));
    it(`${one.name}: 3 nothing is lost`, () => assert.deepEqual(losesNothing(one.text, result), []));
    it(`${one.name}: 4 line ends stay`, () => assert.deepEqual(keepsLineEnds(one.text, text), []));
    it(`${one.name}: 6 others' stages are theirs`, () => assert.deepEqual(leavesOthersAlone(one.text, text, (image) => OURS.test(image) || isGiven(one, image)), []));
    it(`${one.name}: 7 starts without a shell`, () => assert.deepEqual(startsWithoutShell(one.text, result), []));
    it(`${one.name}: 8 what it says, it did`, () => {
      if (result.migration.status !== 'migrated') return assert.ok(result.migration.text === one.text, 'a file that was not migrated keeps every byte');
      const left = run(one, text).findings.filter((finding) => finding.severity === 'error' || finding.severity === 'warning');
      const told = new Set(result.migration.report.filter((entry) => entry.action === 'review').map((entry) => entry.rule));
      assert.deepEqual(left.filter((finding) => !told.has(finding.rule)).map((finding) => `${finding.rule}: ${finding.message}`), []);
      return undefined;
    });
  }
});
