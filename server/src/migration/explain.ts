/** What the planner itself did, in sentences for the report. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Operation, ReportAction } from '../rules/operation.ts';
import type { StageTarget } from '../rules/rule.ts';
import type { Plan } from './plan.ts';

/** A stage that was cut in two. `moved`: instructions that have no line of their own in the report. */
export function explainSplit(
  stage: StageAnalysis,
  moved: readonly Instruction[],
  builderName: string,
  paths: readonly string[],
  workdir: StageTarget['movedWorkdir'],
): Operation[] {
  const { from } = stage;
  const taken = l10n.t(
    'A final stage without build tools starts the application; it takes {0} from the stage {1}.',
    paths.join(', '),
    builderName,
  );
  const operations: Operation[] = [remark('multi-stage', from, 'added', taken)];
  const copies = stage.lineage.some((member) => member.stage.instructions.some(({ keyword }) => keyword === 'COPY' || keyword === 'ADD'));
  if (!copies) {
    const outside = l10n.t(
      'Nothing is copied into this image, so the application comes from outside. Where other images are built FROM it, convert with --strategy dev: a RUN of theirs needs the shell.',
    );
    operations.push(remark('multi-stage', from, 'review', outside));
  }
  if (workdir) {
    const place = l10n.t(
      "The application lies in {0} now, no longer in {1}, Docker's placeholder; nothing readable named that folder. Mounts from outside have to follow.",
      workdir.to,
      workdir.from,
    );
    operations.push(remark('multi-stage', from, 'rewritten', place));
  }
  return [
    ...operations,
    ...moved.map((instruction) =>
      remark('multi-stage', instruction, 'moved', l10n.t('{0} stands in the final stage.', instruction.keyword)),
    ),
  ];
}

/** A last stage that is not on the runtime image for no fault of a command: the report says why. */
export function explainLastStage(analysis: Analysis, plan: Plan): Operation[] {
  const last = analysis.stages.at(-1);
  if (!last) return [];
  if (plan.strategy === 'build-stages' && plan.stages.get(last)?.kind === 'keep') {
    const other =
      last.imageText === undefined
        ? l10n.t(
            "The last stage stays on its image, which is none of Docker's Node images; only the stages that build with Node have moved.",
          )
        : l10n.t(
            "The last stage stays on {0}, which is none of Docker's Node images; only the stages that build with Node have moved.",
            last.imageText,
          );
    return [remark('base-image', last.from, 'kept', other)];
  }
  if (!last.convertible || last.role !== 'development') return [];
  const { name } = last.stage;
  const developing =
    name === undefined
      ? l10n.t(
          'The last stage, without a name, is for developing or testing, so it stays on the development image. Build another target for production.',
        )
      : l10n.t(
          'The last stage, {0}, is for developing or testing, so it stays on the development image. Build another target for production.',
          name,
        );
  return [remark('base-image', last.from, 'review', developing)];
}

function remark(rule: RuleId, instruction: Instruction, action: ReportAction, message: string): Operation {
  return { kind: 'remark', rule, instruction, range: instruction.range, action, message };
}
