import assert from 'node:assert/strict';
import type { Problem } from '../../scripts/containers/compare.ts';

/** Fails with all of them. */
export function none(problems: readonly Problem[]): void {
  assert.deepEqual(
    problems.map(({ kind, message }) => `${kind}: ${message}`),
    [],
  );
}
