/** The new file before it is text: stages of items that are either instructions of the old file or new lines. */
import type { Instruction } from '../dockerfile/ast.ts';
import type { NewInstruction, Operation } from '../rules/operation.ts';

export type DraftItem =
  /** An instruction of the old file in its old place, with what the rules ask for. */
  | { readonly kind: 'stays'; readonly instruction: Instruction; readonly operations: readonly Operation[] }
  /** An instruction of the old file in a new place; the comments that belong to it come along. */
  | { readonly kind: 'moves'; readonly instruction: Instruction; readonly operations: readonly Operation[] }
  /** A second copy of an instruction that also stays where it is. */
  | {
      readonly kind: 'copy';
      readonly instruction: Instruction;
      readonly operations: readonly Operation[];
      readonly modernSpelling: boolean;
    }
  /** Headings and loose comments of instructions that left, up to and with this one, are written here. */
  | { readonly kind: 'headings'; readonly upTo: Instruction }
  /** What stands above an instruction and does not belong to it (directives, headings, blank lines) is written now, so that lines of ours can follow before the instruction. */
  | { readonly kind: 'above'; readonly instruction: Instruction }
  /** A line of ours. `gap`: a blank line before it. */
  | { readonly kind: 'new'; readonly line: NewInstruction; readonly gap: boolean };

/** The whole new file, in order. Instructions of the old file that no item names fall away and must be explained by an operation. */
export interface Draft {
  readonly items: readonly DraftItem[];
  /** Instructions that leave their old place: to another stage, or altogether. */
  readonly leaving: ReadonlySet<Instruction>;
}
