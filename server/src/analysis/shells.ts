/** SHELL in force at the end of a stage, for the stages that inherit it. */
import type { StageAnalysis } from './model.ts';

const shells = new WeakMap<StageAnalysis['stage'], readonly string[] | undefined>();

export function rememberShell(stage: StageAnalysis['stage'], shell: readonly string[] | undefined): void {
  shells.set(stage, shell);
}

/** The words of SHELL; undefined for the default. */
export function shellAtEnd(stage: StageAnalysis): readonly string[] | undefined {
  return shells.get(stage.stage);
}
