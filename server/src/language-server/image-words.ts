/** Where a Dockerfile names images: `FROM`, `COPY --from` and `RUN --mount` with `from=`. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { Flag, Instruction } from '../dockerfile/ast.ts';
import { flagSourceStage, parseMount } from '../dockerfile/index.ts';
import type { Range } from '../dockerfile/text.ts';
import { classifyImage, type ImageKind } from '../images/index.ts';

export interface ImageWord {
  readonly range: Range;
  /** With the variables of FROM resolved; as written where they cannot be. */
  readonly text: string;
  readonly image: ImageKind;
  /** The stage that names it. */
  readonly by: StageAnalysis;
  /** The stage of this file that the word means, where it means none but an image. */
  readonly stage: StageAnalysis | undefined;
  /** True in FROM; elsewhere files are taken out of the image. */
  readonly isBase: boolean;
}

/** In the order of the file. Named build contexts cannot be told from images; then the kind is one that nobody knows. */
export function imageWords(analysis: Analysis): ImageWord[] {
  return analysis.stages.flatMap((stage) => [
    ...baseWord(stage),
    ...stage.stage.instructions.flatMap((instruction) => sourceWords(analysis, stage, instruction)),
  ]);
}

function baseWord(stage: StageAnalysis): ImageWord[] {
  const word = stage.from.image;
  if (word === undefined) return [];
  return [{ range: word.range, text: stage.imageText ?? word.value, image: stage.image, by: stage, stage: stage.parent, isBase: true }];
}

function sourceWords(analysis: Analysis, by: StageAnalysis, instruction: Instruction): ImageWord[] {
  return instruction.flags.flatMap((flag): ImageWord[] => {
    const source = sourceOf(instruction, flag);
    if (source === undefined) return [];
    const parsed = flagSourceStage(analysis.dockerfile, flag, by.stage);
    const stage = parsed && analysis.stages[parsed.index];
    const image = stage ? stage.image : classifyImage(source.text, analysis.settings);
    return [{ ...source, image, by, stage, isBase: false }];
  });
}

function sourceOf({ keyword }: Instruction, flag: Flag): Pick<ImageWord, 'text' | 'range'> | undefined {
  if (keyword === 'COPY' && flag.name === 'from') {
    return flag.value !== undefined && flag.valueRange ? { text: flag.value, range: flag.valueRange } : undefined;
  }
  if (keyword !== 'RUN' || flag.name !== 'mount') return undefined;
  const from = parseMount(flag)?.get('from');
  return from?.value !== undefined && from.valueRange ? { text: from.value, range: from.valueRange } : undefined;
}
