/** The stage that a person builds and runs: the last one, unless that is for something else and an application stands before it. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';

export interface ServedStage {
  readonly stage: StageAnalysis;
  /** For `docker build --target`; undefined where the stage is what a plain build gives. */
  readonly target: string | undefined;
}

export function servedStage({ stages }: Analysis): ServedStage | undefined {
  const last = stages.at(-1);
  if (!last) return undefined;
  const isApplication = ({ role, onChainguard, stage, index }: StageAnalysis): boolean =>
    role === 'runtime' &&
    (onChainguard || stages.some(({ copiedBy, index: from }) => from < index && copiedBy.some(({ by }) => by.stage === stage)));
  const application = isApplication(last) ? last : stages.findLast((stage) => isApplication(stage) && stage.stage.name !== undefined);
  const stage = application ?? last;
  return { stage, target: stage.isLast ? undefined : stage.stage.name };
}

/** The stage of the old file that became `served` in the new one: the final stage keeps its name and its place at the end. */
export function counterpart(before: Analysis, served: StageAnalysis): StageAnalysis | undefined {
  const name = served.stage.name?.toLowerCase();
  return before.stages.find((stage) => name !== undefined && stage.stage.name?.toLowerCase() === name) ?? before.stages.at(-1);
}
