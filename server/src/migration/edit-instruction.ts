/** The new text of one instruction from the operations on it. */
import type { RunAnalysis, RunItem } from '../analysis/model.ts';
import type { Dockerfile, Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { NewInstruction, Operation } from '../rules/operation.ts';

/** Two operations ask for different things on one node: a bug in the rules, never the person's fault. */
export class OperationConflict extends Error {}

interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** An instruction after its operations: undefined text means that it falls away. */
export interface EditedInstruction {
  readonly text: string | undefined;
  readonly before: readonly NewInstruction[];
  readonly after: readonly NewInstruction[];
  /** Comments inside that the new text no longer holds. */
  readonly lostComments: readonly string[];
}

/** Applies all operations on `instruction`; those on other instructions must not be among them. Throws OperationConflict. */
export function editInstruction(
  dockerfile: Dockerfile,
  instruction: Instruction,
  operations: readonly Operation[],
  print: (line: NewInstruction) => string,
  lineEnd: string,
): EditedInstruction {
  const before = operations.flatMap(linesBefore);
  const after = operations.flatMap((operation) => (operation.kind === 'insert-after' ? operation.lines : []));
  const source = dockerfile.text.slice(instruction.range.start, instruction.range.end);
  const comments = instruction.comments.map((comment) => comment.text);
  const replacement = onlyReplacement(operations);
  const dropped = operations.some((operation) => operation.kind === 'drop-instruction') || dropsEveryItem(operations);
  if (dropped && replacement) throw new OperationConflict(`line ${instruction.line + 1}: dropped and replaced`);
  if (dropped) return { text: undefined, before, after, lostComments: comments };
  if (replacement) {
    return { text: replacement.map(print).join(lineEnd), before, after, lostComments: comments };
  }
  const edits = mergeEdits([...droppedItemEdits(dockerfile, operations, lineEnd), ...wordEdits(dockerfile, operations)], instruction);
  const text = applyEdits(source, instruction.range.start, edits);
  return { text, before, after, lostComments: comments.filter((comment) => !text.includes(comment)) };
}

function linesBefore(operation: Operation): readonly NewInstruction[] {
  if (operation.kind === 'insert-before') return operation.lines;
  return operation.kind === 'add-environment' ? [{ keyword: 'ENV', rest: `${operation.name}=${operation.value}` }] : [];
}

function onlyReplacement(operations: readonly Operation[]): readonly NewInstruction[] | undefined {
  let found: readonly NewInstruction[] | undefined;
  for (const operation of operations) {
    if (operation.kind !== 'replace-instruction') continue;
    if (found && JSON.stringify(found) !== JSON.stringify(operation.by)) {
      throw new OperationConflict(`line ${operation.instruction.line + 1}: two replacements (${operation.rule})`);
    }
    found = operation.by;
  }
  return found;
}

function droppedItems(operations: readonly Operation[]): { run: RunAnalysis; items: Set<RunItem> } | undefined {
  let found: { run: RunAnalysis; items: Set<RunItem> } | undefined;
  for (const operation of operations) {
    if (operation.kind !== 'drop-command') continue;
    found ??= { run: operation.run, items: new Set() };
    found.items.add(operation.item);
  }
  return found;
}

function dropsEveryItem(operations: readonly Operation[]): boolean {
  const dropped = droppedItems(operations);
  return dropped !== undefined && dropped.run.items.every((item) => dropped.items.has(item) || leavesNothing(item));
}

/** `set -eux` alone is no reason to keep a RUN. */
function leavesNothing(item: RunItem): boolean {
  return item.plain && item.effect.effect.kind === 'nothing' && item.effect.effect.shellState;
}

/**
 * Edits that take items out of a list. In a plain list an item goes with the separator before it (the first ones with the
 * separator behind them); elsewhere `true` takes its place, so that what `||` and `if` see stays the same.
 */
function droppedItemEdits(dockerfile: Dockerfile, operations: readonly Operation[], lineEnd: string): Edit[] {
  const dropped = droppedItems(operations);
  if (!dropped) return [];
  const { run, items } = dropped;
  if (!run.plainList) return [...items].map((item) => ({ range: item.item.pipeline.range, text: 'true' }));
  const edits: Edit[] = [];
  const all = run.items;
  for (let first = 0; first < all.length; first++) {
    if (!items.has(all[first] as RunItem)) continue;
    let last = first;
    while (last + 1 < all.length && items.has(all[last + 1] as RunItem)) last++;
    const start = (all[first] as RunItem).item.pipeline.range.start;
    const end = (all[last] as RunItem).item.pipeline.range.end;
    const previous = all[first - 1];
    const next = all[last + 1];
    if (previous) edits.push({ range: { start: previous.item.pipeline.range.end, end }, text: '' });
    else if (next) edits.push(headEdit(dockerfile, run, { start, end }, next.item.pipeline.range.start, lineEnd));
    first = last;
  }
  return edits;
}

/** Takes the first items out. Comments of the item that is first now stay above it. */
function headEdit(dockerfile: Dockerfile, run: RunAnalysis, dropped: Range, nextStart: number, lineEnd: string): Edit {
  const own = run.instruction.comments.filter((comment) => comment.range.start >= dropped.end && comment.range.end <= nextStart);
  const first = own[0];
  if (!first) return { range: { start: dropped.start, end: nextStart }, text: '' };
  const lineStart = dockerfile.text.lastIndexOf('\n', first.range.start - 1) + 1;
  return { range: { start: dropped.start, end: lineStart }, text: `${dockerfile.escape}${lineEnd}` };
}

function wordEdits(dockerfile: Dockerfile, operations: readonly Operation[]): Edit[] {
  const edits: Edit[] = [];
  for (const operation of operations) {
    if (operation.kind === 'insert-word') edits.push({ range: { start: operation.at, end: operation.at }, text: operation.text });
    if (operation.kind !== 'replace-word') continue;
    edits.push({
      range: operation.text === '' ? removal(dockerfile, operation.instruction, operation.range) : operation.range,
      text: operation.text,
    });
  }
  return edits;
}

/** A word goes with the blanks before it, a flag with those behind it: `RUN --mount=… cmd` becomes `RUN cmd`. */
function removal(dockerfile: Dockerfile, instruction: Instruction, range: Range): Range {
  if (!instruction.flags.some((flag) => flag.range.start === range.start)) return withBlanksBefore(dockerfile, range);
  const behind = new RegExp(`^(?:[ \\t]|\\${dockerfile.escape}[ \\t]*\\r?\\n)+`).exec(
    dockerfile.text.slice(range.end, instruction.range.end),
  );
  return { start: range.start, end: range.end + (behind?.[0].length ?? 0) };
}

/** Extends a range over the blanks and continuations before it, comments excepted. */
function withBlanksBefore(dockerfile: Dockerfile, range: Range): Range {
  const { text, escape } = dockerfile;
  let start = range.start;
  while (start > 0) {
    const character = text[start - 1];
    if (character === ' ' || character === '\t') start--;
    else if (character === '\n') {
      const before = text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
      const continuation = new RegExp(`\\${escape}[ \\t]*\\r?\\n$`).exec(before);
      if (!continuation || /^\s*#/.test(before)) break;
      start -= continuation[0].length;
    } else break;
  }
  // A comment line in between keeps the line structure as it is.
  return { start, end: range.end };
}

/** Sorted, duplicates merged; an edit inside a larger removal is moot. */
function mergeEdits(edits: readonly Edit[], instruction: Instruction): Edit[] {
  // At one place what is put in comes before what goes.
  const length = ({ range }: Edit): number => range.end - range.start;
  const sorted = [...edits].sort(
    (a, b) => a.range.start - b.range.start || Number(length(a) > 0) - Number(length(b) > 0) || length(b) - length(a),
  );
  const merged: Edit[] = [];
  for (const edit of sorted) {
    const last = merged.at(-1);
    const same = last && last.range.start === edit.range.start && last.range.end === edit.range.end && last.text === edit.text;
    if (same && edit.range.end > edit.range.start) continue;
    if (last && edit.range.start < last.range.end) {
      if (last.text === '' || last.text === 'true') {
        if (edit.range.end <= last.range.end) continue;
        if (edit.text === '') {
          merged[merged.length - 1] = { range: { start: last.range.start, end: edit.range.end }, text: last.text };
          continue;
        }
      }
      throw new OperationConflict(`line ${instruction.line + 1}: two operations on one word`);
    }
    merged.push(edit);
  }
  return merged;
}

function applyEdits(source: string, offset: number, edits: readonly Edit[]): string {
  let text = '';
  let position = 0;
  for (const edit of edits) {
    text += source.slice(position, edit.range.start - offset) + edit.text;
    position = edit.range.end - offset;
  }
  return text + source.slice(position);
}
