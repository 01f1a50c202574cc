/** What the lightbulb offers on one remark: the same planner and printer on that remark's operations alone. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { lineEnding } from '../dockerfile/index.ts';
import type { RuleId } from '../rules/ids.ts';
import { RULES } from '../rules/index.ts';
import type { FileFix, Remark } from '../rules/rule.ts';
import { compose } from './compose.ts';
import { OperationConflict } from './edit-instruction.ts';
import { editsBetween } from './edits.ts';
import { type Plan, requirementsOf, type StagePlan } from './plan.ts';
import { operationsOn, printDraft } from './print.ts';
import type { TextEdit } from './result.ts';
import { repairTarget } from './targets.ts';

export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one answer, where there is one. */
  readonly preferred: boolean;
  /** Another file that is made or completed; then `edits` is empty. */
  readonly file?: FileFix;
}

/** Fixes for one remark, the real one first, then the ways to silence it. */
export function quickFixes(analysis: Analysis, rule: RuleId, remark: Remark): QuickFix[] {
  return [...realFix(analysis, rule, remark), ...silencing(analysis, rule, remark)];
}

/** Repairs on all stages that are on Chainguard already; never a new base, since people run it on save. */
export function fixAll(analysis: Analysis): readonly TextEdit[] {
  if (analysis.obstacle) return [];
  const stages = new Map<StageAnalysis, StagePlan>(
    analysis.stages.map((stage) => [stage, { kind: stage.onChainguard ? 'repair' : 'keep' }]),
  );
  return editsOf(analysis, { strategy: 'repair', stages, limits: [] });
}

function realFix(analysis: Analysis, rule: RuleId, remark: Remark): QuickFix[] {
  const { fileFix } = remark;
  if (fileFix) return [{ title: fileFix.title, edits: [], preferred: true, file: fileFix }];
  const stage = remark.fix?.stage;
  if (!stage) return [];
  if (stage.convertible) return moveStage(analysis, stage);
  const edits = repairEdits(analysis, rule, stage);
  return edits.length > 0
    ? [{ title: RULES.find((one) => one.id === rule)?.fixTitle ?? l10n.t('Repair this'), edits, preferred: true }]
    : [];
}

/** One stage on Chainguard with everything that it then needs: the direct port of that stage. */
function moveStage(analysis: Analysis, stage: StageAnalysis): QuickFix[] {
  const family = analysis.stages.filter((other) => other.lineage[0] === stage.lineage[0]);
  const hopeless = family.some((member) =>
    requirementsOf(analysis, member, analysis.startOf(member)).some(
      (requirement) => requirement.level === 'not-convertible' && requirement.rule !== 'start-command',
    ),
  );
  if (hopeless) return [];
  const stages = new Map<StageAnalysis, StagePlan>(
    analysis.stages.map((other) => [
      other,
      family.includes(other)
        ? { kind: 'development-image', starts: other.effectiveCmd !== undefined || other.effectiveEntrypoint !== undefined, direct: true }
        : { kind: 'keep' },
    ]),
  );
  const edits = editsOf(analysis, { strategy: 'direct', stages, limits: [] });
  const title =
    family.length > 1
      ? l10n.t('Move this stage and those built on it to Chainguard (direct port)')
      : l10n.t('Move this stage to Chainguard (direct port)');
  return edits.length > 0 ? [{ title, edits, preferred: false }] : [];
}

function editsOf(analysis: Analysis, plan: Plan): readonly TextEdit[] {
  try {
    return editsBetween(analysis.dockerfile.text, printDraft(analysis.dockerfile, compose(analysis, plan).draft).text);
  } catch (error) {
    if (error instanceof OperationConflict) return [];
    throw error;
  }
}

function repairEdits(analysis: Analysis, rule: RuleId, stage: StageAnalysis): readonly TextEdit[] {
  const operations = RULES.find((one) => one.id === rule)?.convert?.(analysis, repairTarget(analysis, stage)) ?? [];
  const items = analysis.dockerfile.instructions.map((instruction) => ({
    kind: 'stays' as const,
    instruction,
    operations: operationsOn(instruction, operations),
  }));
  return editsBetween(analysis.dockerfile.text, printDraft(analysis.dockerfile, { items, leaving: new Set() }).text);
}

/** Comments that silence a rule on this instruction or in this file; a person may add a reason behind the colon. */
function silencing(analysis: Analysis, rule: RuleId, remark: Remark): QuickFix[] {
  const { text, instructions, directives } = analysis.dockerfile;
  const eol = lineEnding(text);
  const instruction = instructions.findLast((candidate) => candidate.range.start <= remark.range.start);
  const lineStart = instruction ? text.lastIndexOf('\n', instruction.range.start - 1) + 1 : 0;
  const lastDirective = directives.at(-1);
  const top = lastDirective ? text.indexOf('\n', lastDirective.range.end) + 1 : text.startsWith('\uFEFF') ? 1 : 0;
  const insert = (at: number, comment: string): readonly TextEdit[] => [{ range: { start: at, end: at }, newText: comment + eol }];
  return [
    {
      title: l10n.t('Ignore {0} here', rule),
      edits: insert(Math.max(lineStart, top), `# migrate-to-chainguard-ignore ${rule}`),
      preferred: false,
    },
    { title: l10n.t('Ignore {0} in this file', rule), edits: insert(top, `# migrate-to-chainguard-ignore-file ${rule}`), preferred: false },
  ];
}
