/** What this product knows about the word under the pointer. One file per kind of word; the first that has something to say answers. */
import type { Analysis } from '../../analysis/model.ts';
import { healthHover } from './health-hover.ts';
import { imageHover } from './image-hover.ts';
import type { OwnHover } from './own-hover.ts';
import { packageHover } from './package-hover.ts';
import { ruleHover } from './rule-hover.ts';
import { startHover } from './start-hover.ts';
import { userHover } from './user-hover.ts';

type HoverSource = (analysis: Analysis, offset: number) => OwnHover | undefined;

const sources: readonly HoverSource[] = [ruleHover, imageHover, packageHover, userHover, startHover, healthHover];

/** `offset` in UTF-16 code units; undefined where this product has nothing to say. */
export function hoverAt(analysis: Analysis, offset: number): OwnHover | undefined {
  for (const source of sources) {
    const hover = source(analysis, offset);
    if (hover) return hover;
  }
  return undefined;
}
