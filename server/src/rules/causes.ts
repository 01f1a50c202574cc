/** Places elsewhere in the file that a remark comes from, for editors to lead there. */
import * as l10n from '@vscode/l10n';
import type { StageAnalysis, UserState } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';

export interface Cause {
  readonly range: Range;
  readonly message: string;
}

/** The FROM that names the image, be it that of an earlier stage. */
export function imageCause(stage: StageAnalysis, message: string): Cause {
  const { from } = stage.lineage[0] ?? stage;
  return { range: from.image?.range ?? from.range, message };
}

/** The USER in force, or the image whose user it is. */
export function userCause(stage: StageAnalysis, user: UserState): Cause {
  return user.instruction
    ? { range: user.instruction.range, message: l10n.t('From here on commands run as {0}.', user.name) }
    : imageCause(stage, l10n.t('This image runs commands as {0}.', user.name));
}

/** An instruction, where there is one and it is another than `instead`. */
export function instructionCause(instruction: Instruction | undefined, message: string, instead?: Instruction): readonly Cause[] {
  return instruction && instruction !== instead ? [{ range: instruction.range, message }] : [];
}
