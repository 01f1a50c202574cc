/** Which image each part of the new file has, and which instructions stand in it. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { chainguardReference, classifyImage, contractOf, type ImageContract } from '../images/index.ts';
import type { Part, StageTarget } from '../rules/rule.ts';
import type { StagePlan } from './plan.ts';
import { versionFor } from './version.ts';

interface TargetRequest {
  readonly stage: StageAnalysis;
  readonly part: Part;
  readonly instructions: readonly Instruction[];
  readonly variant: 'runtime' | 'dev';
  readonly starts: boolean;
  readonly direct?: boolean;
  readonly inheritsStage: boolean;
  readonly startsAsRoot: boolean;
  readonly runtimePackages?: readonly string[];
  readonly movedWorkdir?: StageTarget['movedWorkdir'];
}

/** The image that a stage gets, e.g. `cgr.dev/chainguard/node:latest-dev`. */
export function targetImage(analysis: Analysis, stage: StageAnalysis, variant: 'runtime' | 'dev'): string {
  return chainguardReference({
    image: 'node',
    settings: analysis.settings,
    variant,
    version: versionFor(analysis, stage),
  });
}

export function makeTarget(analysis: Analysis, request: TargetRequest): StageTarget {
  const image = targetImage(analysis, request.stage, request.variant);
  return {
    stage: request.stage,
    part: request.part,
    instructions: request.instructions,
    contract: contractFor(analysis, image),
    image,
    inheritsStage: request.inheritsStage,
    starts: request.starts,
    direct: request.direct ?? false,
    runtimePackages: request.runtimePackages ?? [],
    startsAsRoot: request.startsAsRoot,
    movedWorkdir: request.movedWorkdir,
    start: request.starts ? analysis.startOf(request.stage) : undefined,
    repair: false,
  };
}

/** A front end's nginx. Organizations number nginx in their own way, so it is `latest` there, too. */
export function nginxTarget(analysis: Analysis, stage: StageAnalysis): StageTarget {
  const image = chainguardReference({ image: 'nginx', settings: { ...analysis.settings, nodeVersion: 'latest' }, variant: 'runtime' });
  return {
    stage,
    part: 'whole',
    instructions: [stage.from, ...stage.stage.instructions],
    contract: contractFor(analysis, image),
    image,
    inheritsStage: false,
    starts: false,
    direct: false,
    runtimePackages: [],
    startsAsRoot: false,
    movedWorkdir: undefined,
    start: undefined,
    repair: false,
  };
}

/** A runtime is held to what every variant of it keeps: no shell, no npm. */
export function contractFor(analysis: Analysis, image: string): ImageContract {
  const contract = contractOf(classifyImage(image, analysis.settings), { strict: true });
  if (!contract) throw new Error(`no contract for ${image}`);
  return contract;
}

/** A stage that is on Chainguard already and stays where it is. */
export function repairTarget(analysis: Analysis, stage: StageAnalysis): StageTarget {
  const image = stage.imageText ?? stage.from.image?.value ?? '';
  const starts = stage.role === 'runtime' || stage.role === 'development';
  return {
    stage,
    part: 'whole',
    instructions: [stage.from, ...stage.stage.instructions],
    contract: stage.contract ?? contractFor(analysis, targetImage(analysis, stage, 'dev')),
    image,
    inheritsStage: stage.parent !== undefined,
    starts,
    direct: false,
    runtimePackages: [],
    startsAsRoot: false,
    movedWorkdir: undefined,
    start: starts ? analysis.startOf(stage) : undefined,
    repair: true,
  };
}

/** Whether commands at the end of a converted stage run as root, given how it is planned. */
export function endsAsRoot(stage: StageAnalysis, plan: StagePlan | undefined, starts: boolean, rootInserted: boolean): boolean {
  // Where something starts, the rules see to it that root is given back.
  if (plan?.kind !== 'development-image' || starts) return false;
  const last = stage.endUser;
  if (last.instruction && stage.stage.instructions.includes(last.instruction)) return last.root;
  return rootInserted;
}
