/** A Dockerfile with a pointer in it, as an editor shows it. */
import assert from 'node:assert/strict';
import { analyse } from '../../../server/src/analysis/analyse.ts';
import type { Analysis } from '../../../server/src/analysis/model.ts';
import { parseDockerfile } from '../../../server/src/dockerfile/index.ts';
import { hoverAt } from '../../../server/src/language-server/hover/hover.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/settings.ts';

export interface Surroundings {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
}

export function analysed(text: string, { files = {}, settings = {} }: Surroundings = {}): Analysis {
  return analyse('Dockerfile', parseDockerfile(text), memoryFiles({ ...files, Dockerfile: text }), { ...DEFAULT_SETTINGS, ...settings });
}

export interface Shown {
  /** What the hover is about. */
  readonly word: string;
  readonly markdown: string;
}

/** The hover where `^` stands; the sign itself is taken out of the text. */
export function hoverIn(marked: string, surroundings?: Surroundings): Shown | undefined {
  const offset = marked.indexOf('^');
  assert.ok(offset >= 0, 'the text has a pointer');
  const text = marked.replace('^', '');
  const hover = hoverAt(analysed(text, surroundings), offset);
  return hover && { word: text.slice(hover.range.start, hover.range.end), markdown: hover.markdown };
}
