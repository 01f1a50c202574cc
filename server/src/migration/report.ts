/** The report: every operation's sentence, in the order of the old file. */
import * as l10n from '@vscode/l10n';
import type { Analysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { lineStarts, positionAt } from '../dockerfile/index.ts';
import type { Range } from '../dockerfile/text.ts';
import type { Operation, ReportAction } from '../rules/operation.ts';
import type { Plan } from './plan.ts';
import type { Printed } from './print.ts';
import type { ReportEntry } from './result.ts';

const USUAL_ACTION: Readonly<Record<Operation['kind'], ReportAction>> = {
  'drop-instruction': 'dropped',
  'replace-instruction': 'rewritten',
  'replace-word': 'rewritten',
  'insert-word': 'rewritten',
  'drop-command': 'dropped',
  'insert-before': 'added',
  'insert-after': 'added',
  'add-environment': 'added',
  remark: 'review',
};

/** `operations` may say the same thing of one line twice; the report says it once. */
export function buildReport(
  analysis: Analysis,
  plan: Plan,
  operations: readonly Operation[],
  lost: Printed['lostComments'],
): ReportEntry[] {
  const starts = lineStarts(analysis.dockerfile.text);
  const lineOf = (range: Range): number => positionAt(starts, range.start).line;
  const entries: ReportEntry[] = [];
  for (const operation of operations) {
    if (operation.message === undefined) continue;
    const range = rangeOf(operation);
    entries.push({
      rule: operation.rule,
      line: lineOf(range),
      range,
      action: operation.action ?? USUAL_ACTION[operation.kind],
      message: operation.message,
      ...(operation.kind === 'remark' && operation.elsewhere && { elsewhere: operation.elsewhere }),
    });
  }
  for (const { instruction, comments } of lost) {
    const rule = operations.find((operation) => instructionOf(operation) === instruction)?.rule ?? 'multi-stage';
    entries.push({
      rule,
      line: instruction.line,
      range: instruction.range,
      action: 'dropped',
      message: l10n.t('The comment went with it: {0}', comments.join(' ')),
    });
  }
  for (const limit of plan.limits) {
    entries.push({
      rule: limit.rule,
      line: lineOf(limit.range),
      range: limit.range,
      action: 'review',
      message:
        limit.level === 'packages'
          ? l10n.t('The result is not distroless: {0}', limit.message)
          : l10n.t('The application stays on the development image: {0}', limit.message),
    });
  }
  return unique(entries).sort((a, b) => a.line - b.line || ORDER.indexOf(a.action) - ORDER.indexOf(b.action));
}

const ORDER: readonly ReportAction[] = ['rewritten', 'moved', 'added', 'dropped', 'kept', 'review'];

function instructionOf(operation: Operation): Instruction {
  return operation.kind === 'drop-command' ? operation.run.instruction : operation.instruction;
}

function rangeOf(operation: Operation): Range {
  switch (operation.kind) {
    case 'replace-word':
    case 'remark':
      return operation.range;
    case 'drop-command':
      return operation.item.item.pipeline.range;
    default:
      return operation.instruction.range;
  }
}

function unique(entries: readonly ReportEntry[]): ReportEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = `${entry.line}\n${entry.rule}\n${entry.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
