/** The whole way for one file: decide, compose, print, check what was printed, report. */
import * as l10n from '@vscode/l10n';
import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../analysis/model.ts';
import { lineStarts, parseDockerfile, positionAt } from '../dockerfile/index.ts';
import type { Dockerfile } from '../dockerfile/ast.ts';
import { compose } from './compose.ts';
import { OperationConflict } from './edit-instruction.ts';
import { editsBetween } from './edits.ts';
import { nextSteps } from './next-steps.ts';
import { outsideOf } from './outside.ts';
import { decide, type Plan, type Refusal } from './plan.ts';
import { printDraft } from './print.ts';
import { buildReport } from './report.ts';
import type { Migration, ReportEntry } from './result.ts';
import { targetImage } from './targets.ts';

/** What holds for files that stay as they are. */
const NOTHING_OUTSIDE = { outside: [], nextSteps: [] } as const;

/** Migrates an analysed file. Never throws: a bug in the rules gives the status `failed` and the old text. */
export function migrate(analysis: Analysis): Migration {
  const migration = convert(analysis);
  if (migration.status !== 'migrated') return migration;
  const after = analyse(analysis.path, parseDockerfile(migration.text), analysis.files, analysis.settings, analysis.stages[0]?.wolfi);
  return { ...migration, outside: outsideOf(analysis, after, migration.report), nextSteps: nextSteps(after) };
}

/** The same without what lies outside the file and without next steps. */
export function convert(analysis: Analysis): Migration {
  return decideAndCarryOut(analysis, analysis.settings.strategy === 'dev' ? l10n.t('that is what was asked for') : undefined);
}

/** `modest`: why the development image is all that is tried for. */
function decideAndCarryOut(analysis: Analysis, modest: string | undefined): Migration {
  const decision = decide(analysis);
  switch (decision.kind) {
    case 'unconcerned':
      return unchanged(analysis, l10n.t('No stage of this file is based on a Node image that is known here.'));
    case 'refusal':
      return refused(analysis, decision.refusal);
    case 'plan':
      return carryOut(analysis, decision.plan, modest);
  }
}

function carryOut(analysis: Analysis, plan: Plan, modest: string | undefined): Migration {
  const { text } = analysis.dockerfile;
  try {
    const { draft, operations } = compose(analysis, plan);
    const printed = printDraft(analysis.dockerfile, draft);
    if (printed.text === text) {
      return {
        ...unchanged(
          analysis,
          plan.strategy === 'repair'
            ? l10n.t('The file is on Chainguard already; there is nothing to convert.')
            : l10n.t('There is nothing to convert.'),
        ),
        report: [],
      };
    }
    const result = parseDockerfile(printed.text);
    const shell = shellLeft(analysis, plan, result);
    if (shell !== undefined) return withoutRuntimeImage(analysis, shell);
    const report = [...buildReport(analysis, plan, operations, printed.lostComments), ...modestEntry(analysis, plan, modest)].sort(
      (a, b) => a.line - b.line,
    );
    const fault = faultIn(analysis, result, report);
    if (fault !== undefined) return failed(analysis, fault);
    return {
      status: 'migrated',
      strategy: plan.strategy,
      text: printed.text,
      edits: editsBetween(text, printed.text),
      report,
      reason: undefined,
      ...NOTHING_OUTSIDE,
    };
  } catch (error) {
    if (error instanceof OperationConflict) return failed(analysis, l10n.t('Two rules disagree: {0}.', error.message));
    throw error;
  }
}

/** Law 1 and law 3, held on every single output: it parses, and no comment is gone without a word. */
function faultIn(analysis: Analysis, result: Dockerfile, report: readonly ReportEntry[]): string | undefined {
  const problem = result.problems[0];
  if (problem) return l10n.t('the result would not parse: {0} (line {1} of the result)', problem.message, problem.line + 1);
  const lost = analysis.dockerfile.comments.find(
    (comment) => !result.text.includes(comment.text) && !report.some((entry) => entry.message.includes(comment.text)),
  );
  return lost ? l10n.t('the comment on line {0} would be lost', lost.line + 1) : undefined;
}

/** What would need a shell in a stage that was given none: the last look before a runtime image is promised. */
function shellLeft(analysis: Analysis, plan: Plan, result: Dockerfile): string | undefined {
  for (const [stage, { kind, ...row }] of plan.stages) {
    if (kind !== 'in-place' && kind !== 'split') continue;
    const hasShell = 'packages' in row && row.packages.includes('busybox');
    const image = targetImage(analysis, stage, 'runtime');
    for (const made of result.stages) {
      if (made.from.image?.value !== image) continue;
      const left = made.instructions.find((instruction) => {
        if (instruction.keyword === 'RUN') return instruction.command.form === 'shell';
        const command =
          instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT' || instruction.keyword === 'HEALTHCHECK'
            ? instruction.command
            : undefined;
        return command?.form === 'shell' && !hasShell;
      });
      if (left) return l10n.t('{0} needs a shell', left.keyword);
    }
  }
  return undefined;
}

/** The safe row below: the development image has the shell. */
function withoutRuntimeImage(analysis: Analysis, why: string): Migration {
  if (analysis.settings.strategy === 'distroless') {
    return refused(analysis, {
      rule: 'shell-in-runtime',
      range: analysis.stages.at(-1)?.from.range ?? { start: 0, end: 0 },
      reason: l10n.t('A distroless image cannot be had: {0}.', why),
    });
  }
  return decideAndCarryOut({ ...analysis, settings: { ...analysis.settings, strategy: 'dev' } }, why);
}

function modestEntry(analysis: Analysis, plan: Plan, why: string | undefined): ReportEntry[] {
  const from = analysis.stages.at(-1)?.from;
  if (why === undefined || plan.strategy !== 'dev-runtime' || !from) return [];
  return [
    {
      rule: 'shell-in-runtime',
      line: from.line,
      range: from.range,
      action: 'review',
      message: l10n.t('The application stays on the development image: {0}.', why),
    },
  ];
}

function unchanged(analysis: Analysis, reason: string): Migration {
  return { status: 'unchanged', strategy: undefined, text: analysis.dockerfile.text, edits: [], report: [], reason, ...NOTHING_OUTSIDE };
}

function refused(analysis: Analysis, refusal: Refusal): Migration {
  const line = positionAt(lineStarts(analysis.dockerfile.text), refusal.range.start).line;
  const entry: ReportEntry = { rule: refusal.rule, line, range: refusal.range, action: 'review', message: refusal.reason };
  return {
    status: 'not-converted',
    strategy: undefined,
    text: analysis.dockerfile.text,
    edits: [],
    report: [entry],
    reason: refusal.reason,
    ...NOTHING_OUTSIDE,
  };
}

function failed(analysis: Analysis, reason: string): Migration {
  return {
    status: 'failed',
    strategy: undefined,
    text: analysis.dockerfile.text,
    edits: [],
    report: [],
    reason: l10n.t('Nothing was changed, because of a fault in this program: {0}', reason),
    ...NOTHING_OUTSIDE,
  };
}
