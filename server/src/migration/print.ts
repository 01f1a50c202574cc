/** Turns a draft into text. What no operation touches comes out byte for byte. */
import type { Dockerfile, Instruction } from '../dockerfile/ast.ts';
import { lineEnding } from '../dockerfile/index.ts';
import type { NewInstruction, Operation } from '../rules/operation.ts';
import type { Draft, DraftItem } from './draft.ts';
import { type EditedInstruction, editInstruction } from './edit-instruction.ts';
import { modernSpelling } from './spelling.ts';
import { leadingOf, trailingOf } from './trivia.ts';

export interface Printed {
  readonly text: string;
  /** Comments that went with their instruction, to be quoted in the report. */
  readonly lostComments: readonly { readonly instruction: Instruction; readonly comments: readonly string[] }[];
}

export function printDraft(dockerfile: Dockerfile, draft: Draft): Printed {
  const printer = new DraftPrinter(dockerfile, draft);
  for (const item of draft.items) printer.item(item);
  return printer.finish();
}

class DraftPrinter {
  private readonly dockerfile: Dockerfile;
  private readonly lineEnd: string;
  private readonly lowerCase: boolean;
  private readonly visited = new Set<Instruction>();
  private readonly opened = new Set<Instruction>();
  private readonly draft: Draft;
  private readonly lost: { instruction: Instruction; comments: readonly string[] }[] = [];
  private passed = 0;
  private text = '';
  /** A dropped instruction had a blank line before it that the next one should keep. */
  private owesBlankLine = false;

  constructor(dockerfile: Dockerfile, draft: Draft) {
    this.dockerfile = dockerfile;
    this.draft = draft;
    this.lineEnd = lineEnding(dockerfile.text);
    const keywords = dockerfile.instructions.map((instruction) => instruction.keywordText);
    this.lowerCase = keywords.length > 0 && keywords.every((keyword) => keyword === keyword.toLowerCase());
  }

  item(item: DraftItem): void {
    if (item.kind === 'new') {
      this.newLine(item.line, item.gap);
      return;
    }
    if (item.kind === 'headings') {
      this.leavesUpTo(item.upTo.index + 1);
      return;
    }
    if (item.kind === 'above') {
      this.above(item.instruction);
      return;
    }
    const edited = this.edit(item);
    if (item.kind === 'stays') this.stays(item.instruction, edited);
    else this.elsewhere(item, edited);
  }

  finish(): Printed {
    this.leavesUpTo(this.dockerfile.instructions.length);
    const trailing = trailingOf(this.dockerfile);
    this.text += trailing;
    return { text: this.text, lostComments: this.lost };
  }

  private edit(item: Exclude<DraftItem, { kind: 'new' | 'headings' | 'above' }>): EditedInstruction {
    return editInstruction(this.dockerfile, item.instruction, item.operations, (line) => this.print(line), this.lineEnd);
  }

  private print(line: NewInstruction): string {
    const keyword = this.lowerCase ? line.keyword.toLowerCase() : line.keyword;
    return line.rest === '' ? keyword : `${keyword} ${this.lowerCase ? line.rest.replace(/ AS /, ' as ') : line.rest}`;
  }

  private newLine(line: NewInstruction, gap: boolean): void {
    if (gap) this.gap();
    else if (this.text !== '' && !this.text.endsWith('\n')) this.text += this.lineEnd;
    this.text += this.print(line);
  }

  /** A blank line, unless there is one or nothing stands above. */
  private gap(): void {
    if (this.text === '') return;
    if (!this.text.endsWith('\n')) this.text += this.lineEnd;
    const onlyDirectives = this.text.split(/\r?\n/).every((line) => line === '' || line.startsWith('#'));
    if (!onlyDirectives && !/\n\r?\n$/.test(this.text)) this.text += this.lineEnd;
  }

  /** Everything before the instruction with this index that leaves its place. The printer goes forward only. */
  private leavesUpTo(end: number): void {
    for (; this.passed < end; this.passed++) {
      const instruction = this.dockerfile.instructions[this.passed];
      if (instruction) this.leaves(instruction);
    }
  }

  /** Headings before instructions that leave their place stay where they were. */
  private leaves(instruction: Instruction): void {
    if (this.visited.has(instruction) || !this.draft.leaving.has(instruction)) return;
    this.visited.add(instruction);
    const { detached } = leadingOf(this.dockerfile, instruction);
    this.detachedOnly(detached);
  }

  private detachedOnly(detached: string): void {
    const kept = /#/.test(detached) ? detached.replace(/(\r?\n)[ \t]*(?:\r?\n[ \t]*)*$/, '') : '';
    if (/\n[ \t]*\r?\n/.test(detached) || /^[ \t]*\r?\n[ \t]*\r?\n/.test(detached)) this.owesBlankLine = true;
    this.text += kept;
  }

  private above(instruction: Instruction): void {
    this.leavesUpTo(instruction.index);
    const { detached, startsDocument } = leadingOf(this.dockerfile, instruction);
    this.open(detached, startsDocument);
    this.opened.add(instruction);
  }

  private stays(instruction: Instruction, edited: EditedInstruction): void {
    // Instructions that left from between the last printed one and this one.
    this.leavesUpTo(instruction.index);
    this.visited.add(instruction);
    const { attached, startsDocument, ...leading } = leadingOf(this.dockerfile, instruction);
    const opened = this.opened.has(instruction);
    const detached = opened ? '' : leading.detached;
    if (opened) this.gap();
    if (edited.text === undefined) {
      this.forget(instruction, attached, edited);
      this.detachedOnly(detached);
      for (const line of [...edited.before, ...edited.after]) this.newLine(line, false);
      return;
    }
    if (!opened) this.open(detached, startsDocument);
    if (edited.before.length > 0) {
      this.text += attached.replace(/[ \t]*$/, '');
      for (const line of edited.before) this.text += this.print(line) + this.lineEnd;
      this.text += /[ \t]*$/.exec(attached)?.[0] ?? '';
    } else this.text += attached;
    this.text += edited.text;
    this.remember(instruction, edited);
    for (const line of edited.after) this.newLine(line, false);
  }

  private open(detached: string, startsDocument: boolean): void {
    let text = detached;
    if (this.owesBlankLine && !startsDocument && this.text !== '' && !/^[ \t]*\r?\n[ \t]*\r?\n/.test(text)) text = this.lineEnd + text;
    this.owesBlankLine = false;
    if (this.text === '' && !startsDocument) text = text.replace(/^[ \t]*\r?\n/, '');
    this.text += text;
  }

  private elsewhere(item: Extract<DraftItem, { kind: 'moves' | 'copy' }>, edited: EditedInstruction): void {
    const { attached } = leadingOf(this.dockerfile, item.instruction);
    if (edited.text === undefined) {
      if (item.kind === 'moves') this.forget(item.instruction, attached, edited);
      return;
    }
    for (const line of edited.before) this.newLine(line, false);
    if (this.text !== '' && !this.text.endsWith('\n')) this.text += this.lineEnd;
    if (item.kind === 'moves') {
      this.text += attached.replace(/[ \t]*$/, '');
      this.remember(item.instruction, edited);
    }
    const spelled = item.kind === 'copy' && item.modernSpelling ? modernSpelling(item.instruction) : undefined;
    this.text += spelled ? this.print(spelled) : edited.text;
    for (const line of edited.after) this.newLine(line, false);
  }

  private forget(instruction: Instruction, attached: string, edited: EditedInstruction): void {
    const comments = attached
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line.startsWith('#'));
    const all = [...comments, ...edited.lostComments];
    if (all.length > 0) this.lost.push({ instruction, comments: all });
  }

  private remember(instruction: Instruction, edited: EditedInstruction): void {
    if (edited.lostComments.length > 0) this.lost.push({ instruction, comments: edited.lostComments });
  }
}

const indexes = new WeakMap<
  readonly Operation[],
  { readonly length: number; readonly byInstruction: ReadonlyMap<Instruction, Operation[]> }
>();

/** The operations of a list that concern one instruction. The list is indexed once per length, as lists only grow. */
export function operationsOn(instruction: Instruction, operations: readonly Operation[]): readonly Operation[] {
  let index = indexes.get(operations);
  if (index?.length !== operations.length) {
    const byInstruction = new Map<Instruction, Operation[]>();
    for (const operation of operations) {
      const on = operation.kind === 'drop-command' ? operation.run.instruction : operation.instruction;
      const list = byInstruction.get(on);
      if (list) list.push(operation);
      else byInstruction.set(on, [operation]);
    }
    index = { length: operations.length, byInstruction };
    indexes.set(operations, index);
  }
  return index.byInstruction.get(instruction) ?? [];
}
