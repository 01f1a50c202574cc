/** Short ways to the parts of a parsed Dockerfile that a test looks at. */
import assert from 'node:assert/strict';
import {
  type Dockerfile,
  type Instruction,
  type Keyword,
  parseDockerfile,
  type Range,
  type Stage,
} from '../../../server/src/dockerfile/index.ts';

/** The text that a range covers. */
export function textAt(dockerfile: Dockerfile, range: Range | undefined): string | undefined {
  return range === undefined ? undefined : dockerfile.text.slice(range.start, range.end);
}

/** The kind of instruction that has that keyword; some kinds share several. */
type Of<Wanted extends Keyword> = Instruction extends infer Kind
  ? Kind extends { keyword: infer Own }
    ? Wanted extends Own
      ? Kind
      : never
    : never
  : never;

/** The instructions with that keyword. */
export function all<Wanted extends Keyword>(dockerfile: Dockerfile, keyword: Wanted): readonly Of<Wanted>[] {
  return dockerfile.instructions.filter((instruction): instruction is Instruction & Of<Wanted> => instruction.keyword === keyword);
}

/** The first instruction with that keyword. */
export function first<Wanted extends Keyword>(dockerfile: Dockerfile, keyword: Wanted): Of<Wanted> {
  const found = all(dockerfile, keyword)[0];
  assert.ok(found, `there is no ${keyword}`);
  return found;
}

/** Parses lines, and the first instruction with that keyword in them. */
export function parseOne<Wanted extends Keyword>(
  keyword: Wanted,
  ...lines: readonly string[]
): { dockerfile: Dockerfile; instruction: Of<Wanted> } {
  const dockerfile = parseDockerfile(lines.join('\n'));
  return { dockerfile, instruction: first(dockerfile, keyword) };
}

/** The stage at an index. */
export function stageAt(dockerfile: Dockerfile, index: number): Stage {
  const stage = dockerfile.stages[index];
  assert.ok(stage, `there is no stage ${index}`);
  return stage;
}
