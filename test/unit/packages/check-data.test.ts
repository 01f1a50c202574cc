import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../scripts/check-data.mjs', import.meta.url));
const DATA = fileURLToPath(new URL('../../../server/data', import.meta.url));

/** Runs the check over a copy of the data in which one piece of one file is replaced. */
function check(file: string, from: string, to: string): { readonly status: number | null; readonly faults: string } {
  const folder = mkdtempSync(join(tmpdir(), 'check-data-'));
  try {
    cpSync(DATA, folder, { recursive: true });
    const text = readFileSync(join(folder, file), 'utf8');
    assert.ok(text.includes(from), `${file} holds ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
    return { status, faults: stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the data is sound', () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
});

const FAULTS: readonly (readonly [file: string, from: string, to: string, fault: RegExp])[] = [
  ['package-map.json', '"wolfi": [ "libvips" ]', '"wolfi": [ "libvipps" ]', /libvipps is not in Wolfi/],
  ['package-map.json', '    "zsh": {', '    "zip": { "wolfi": [ "zip" ] },\n    "zsh": {', /zip stands twice/],
  ['package-map.json', '"removed": "2026-06-11"', '"removed": "2026-06-12"', /left on 2026-06-11, the row says 2026-06-12/],
  ['wolfi-packages.json', '"date": "2026-08-22"', '"date": "August"', /has no date/],
  ['wolfi-packages.json', '"7zip-doc 2602-r1"', '"zzz-doc 2602-r1"', /comes after zzz-doc/],
  ['native-modules.json', '"source":', '"origin":', /has no source/],
];

for (const [file, from, to, fault] of FAULTS) {
  test(`${file} with ${to.trim().split('\n')[0]} is refused`, () => {
    const { status, faults } = check(file, from, to);
    assert.equal(status, 1);
    assert.match(faults, fault);
  });
}
