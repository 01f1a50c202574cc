/** Chooses, for every stage, the best row of the strategy table that its requirements allow. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { servesNodeBuild } from '../analysis/nginx-site.ts';
import { isWithin } from '../analysis/path.ts';
import { runtimeLayout } from '../analysis/runtime-layout.ts';
import type { StartResolution } from '../analysis/start.ts';
import type { Range } from '../dockerfile/text.ts';
import type { RuleId } from '../rules/ids.ts';
import { RULES } from '../rules/index.ts';
import type { Requirement } from '../rules/operation.ts';
import type { Strategy } from './result.ts';

/** What becomes of one stage. */
export type StagePlan =
  /** Every byte stays. */
  | { readonly kind: 'keep' }
  /** On -dev as it stands: build stages, shared bases, development images, the direct port. */
  | { readonly kind: 'development-image'; readonly starts: boolean; readonly direct: boolean }
  /** On the runtime image as it stands; what RUN did falls away. */
  | { readonly kind: 'in-place'; readonly packages: readonly string[] }
  /** Cut in two: -dev in front, a new final stage on the runtime image behind. */
  | { readonly kind: 'split'; readonly packages: readonly string[]; readonly paths: readonly string[]; readonly keepOwners: boolean }
  /** Docker's nginx that serves what a Node stage built: on Chainguard's nginx, or where it is, with the reason. */
  | { readonly kind: 'nginx' }
  /** On Chainguard already: errors are mended, nothing is restructured. */
  | { readonly kind: 'repair' };

export interface Plan {
  readonly strategy: Strategy;
  readonly stages: ReadonlyMap<StageAnalysis, StagePlan>;
  /** What keeps the file from the next better row. */
  readonly limits: readonly Requirement[];
}

/** Why a file stays as it is. */
export interface Refusal {
  readonly rule: RuleId;
  readonly range: Range;
  readonly reason: string;
}

export type Decision =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  /** Nothing to do with Node. */
  | { readonly kind: 'unconcerned' };

export function decide(analysis: Analysis): Decision {
  if (!analysis.concernsNode) return { kind: 'unconcerned' };
  if (analysis.obstacle) return refuse('base-image', analysis.obstacle.range, analysis.obstacle.reason);
  const convertible = analysis.stages.filter((stage) => stage.convertible);
  if (convertible.length === 0) return { kind: 'plan', plan: repairPlan(analysis) };
  return planStages(analysis, convertible);
}

function refuse(rule: RuleId, range: Range, reason: string): Decision {
  return { kind: 'refusal', refusal: { rule, range, reason } };
}

function repairPlan(analysis: Analysis): Plan {
  const stages = new Map<StageAnalysis, StagePlan>();
  for (const stage of analysis.stages) stages.set(stage, { kind: stage.onChainguard ? 'repair' : 'keep' });
  return { strategy: 'repair', stages, limits: [] };
}

function planStages(analysis: Analysis, convertible: readonly StageAnalysis[]): Decision {
  const request = analysis.settings.strategy;
  const stages = new Map<StageAnalysis, StagePlan>();
  const limits: Requirement[] = [];
  for (const stage of analysis.stages) {
    if (!stage.convertible)
      stages.set(stage, {
        kind: stage.onChainguard ? 'repair' : request !== 'direct' && servesNodeBuild(analysis, stage) ? 'nginx' : 'keep',
      });
  }
  for (const stage of convertible) {
    const start = analysis.startOf(stage);
    const requirements = requirementsOf(analysis, stage, start);
    const refusal = requirements.find((requirement) => requirement.level === 'not-convertible');
    if (refusal) return refuse(refusal.rule, refusal.range, refusal.message);
    const plan = planStage(analysis, stage, requirements);
    stages.set(stage, plan);
    if (stage.role === 'runtime') limits.push(...relevantLimits(requirements, plan));
  }
  const strategy = overallStrategy(convertible, stages, request === 'direct');
  if (request === 'distroless' && strategy !== 'distroless' && strategy !== 'build-stages') {
    const limit = limits[0];
    return refuse(
      limit?.rule ?? 'multi-stage',
      limit?.range ?? convertible[0]?.from.range ?? { start: 0, end: 0 },
      l10n.t('A distroless image cannot be had: {0}', limit?.message ?? l10n.t('the final stage is for development')),
    );
  }
  return { kind: 'plan', plan: { strategy, stages, limits } };
}

/** What the rules say about a stage; the stage's start is looked at only where something starts. */
export function requirementsOf(analysis: Analysis, stage: StageAnalysis, start: StartResolution): readonly Requirement[] {
  return RULES.flatMap((rule) => rule.requirements?.(analysis, stage, start) ?? []);
}

function planStage(analysis: Analysis, stage: StageAnalysis, requirements: readonly Requirement[]): StagePlan {
  const request = analysis.settings.strategy;
  const starts = stage.role === 'runtime' || stage.effectiveCmd !== undefined || stage.effectiveEntrypoint !== undefined;
  const development: StagePlan = { kind: 'development-image', starts, direct: request === 'direct' };
  if (stage.role !== 'runtime' || request === 'direct' || request === 'dev') return development;
  if (requirements.some((requirement) => requirement.level === 'development-image')) return development;
  const packages = [...new Set(requirements.flatMap((requirement) => requirement.packages))].sort();
  const layout = runtimeLayout(stage);
  const start = analysis.startOf(stage);
  // A tool that npm installed globally is all that is taken from there.
  const globalFolder = start.kind === 'node' ? start.globalFolder : undefined;
  const paths =
    globalFolder === undefined || layout.paths.some((path) => isWithin(globalFolder, path))
      ? layout.paths
      : [...layout.paths, globalFolder];
  if (layout.inPlace && globalFolder === undefined) return { kind: 'in-place', packages };
  return { kind: 'split', packages, paths, keepOwners: layout.ownersToldApart && !stage.endUser.root };
}

function relevantLimits(requirements: readonly Requirement[], plan: StagePlan): Requirement[] {
  if (plan.kind === 'development-image') return requirements.filter((requirement) => requirement.level === 'development-image');
  return requirements.filter((requirement) => requirement.level === 'packages');
}

function overallStrategy(convertible: readonly StageAnalysis[], plans: ReadonlyMap<StageAnalysis, StagePlan>, direct: boolean): Strategy {
  if (direct) return 'direct';
  // The last stage is what a plain build gives; where it is not ours, another target may still be an application.
  const result = convertible.find((stage) => stage.isLast) ?? convertible.findLast((stage) => stage.role === 'runtime');
  if (!result) return 'build-stages';
  const plan = plans.get(result);
  if (plan?.kind === 'in-place' || plan?.kind === 'split') return plan.packages.length > 0 ? 'runtime-packages' : 'distroless';
  return 'dev-runtime';
}
