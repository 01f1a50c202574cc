/** The whole way for one file: decide, compose, print, check what was printed, report. */
import type { Analysis } from '../analysis/model.ts';
import { lineStarts, parseDockerfile, positionAt } from '../dockerfile/index.ts';
import { compose } from './compose.ts';
import { OperationConflict } from './edit-instruction.ts';
import { editsBetween } from './edits.ts';
import { decide, type Plan, type Refusal } from './plan.ts';
import { printDraft } from './print.ts';
import { buildReport } from './report.ts';
import type { Migration, ReportEntry } from './result.ts';

/** Migrates an analysed file. Never throws: a bug in the rules gives the status `failed` and the old text. */
export function migrate(analysis: Analysis): Migration {
  const decision = decide(analysis);
  switch (decision.kind) {
    case 'unconcerned':
      return unchanged(analysis, 'No stage of this file is based on a Node image that is known here.');
    case 'refusal':
      return refused(analysis, decision.refusal);
    case 'plan':
      return carryOut(analysis, decision.plan);
  }
}

function carryOut(analysis: Analysis, plan: Plan): Migration {
  const { text } = analysis.dockerfile;
  try {
    const { draft, operations } = compose(analysis, plan);
    const printed = printDraft(analysis.dockerfile, draft);
    if (printed.text === text) {
      return { ...unchanged(analysis, plan.strategy === 'repair' ? 'The file is on Chainguard already and nothing in it is broken.' : 'There is nothing to convert.'), report: [] };
    }
    const report = buildReport(analysis, plan, operations, printed.lostComments);
    const fault = faultIn(analysis, printed.text, report);
    if (fault !== undefined) return failed(analysis, fault);
    return { status: 'migrated', strategy: plan.strategy, text: printed.text, edits: editsBetween(text, printed.text), report, reason: undefined };
  } catch (error) {
    if (error instanceof OperationConflict) return failed(analysis, `Two rules disagree: ${error.message}.`);
    throw error;
  }
}

/** Law 1 and law 3, held on every single output: it parses, and no comment is gone without a word. */
function faultIn(analysis: Analysis, text: string, report: readonly ReportEntry[]): string | undefined {
  const problem = parseDockerfile(text).problems[0];
  if (problem) return `the result would not parse: ${problem.message} (line ${problem.line + 1} of the result)`;
  const lost = analysis.dockerfile.comments.find((comment) => !text.includes(comment.text) && !report.some((entry) => entry.message.includes(comment.text)));
  return lost ? `the comment on line ${lost.line + 1} would be lost` : undefined;
}

function unchanged(analysis: Analysis, reason: string): Migration {
  return { status: 'unchanged', strategy: undefined, text: analysis.dockerfile.text, edits: [], report: [], reason };
}

function refused(analysis: Analysis, refusal: Refusal): Migration {
  const line = positionAt(lineStarts(analysis.dockerfile.text), refusal.range.start).line;
  const entry: ReportEntry = { rule: refusal.rule, line, range: refusal.range, action: 'review', message: refusal.reason };
  return { status: 'not-converted', strategy: undefined, text: analysis.dockerfile.text, edits: [], report: [entry], reason: refusal.reason };
}

function failed(analysis: Analysis, reason: string): Migration {
  return { status: 'failed', strategy: undefined, text: analysis.dockerfile.text, edits: [], report: [], reason: `Nothing was changed, because of a fault in this program: ${reason}` };
}
