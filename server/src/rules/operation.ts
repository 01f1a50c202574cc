/**
 * What rules ask of the planner. An operation speaks of analysed nodes; where it carries text, that is the text of one word or
 * of one new instruction, never a stretch of the file.
 */
import type { RunItem, RunAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { ProjectPlace } from '../project/compose-places.ts';
import type { RuleId } from './ids.ts';

export type ReportAction = 'kept' | 'moved' | 'rewritten' | 'dropped' | 'added' | 'review';

/** A new instruction. The printer chooses the case of the keyword after the file's own habit. */
export interface NewInstruction {
  readonly keyword: string;
  /** Everything behind the keyword. */
  readonly rest: string;
}

/** What every operation tells the reader. */
interface Explained {
  readonly rule: RuleId;
  /** One sentence for the report; undefined when another operation on the same node says it. */
  readonly message: string | undefined;
  /** How the report names it, when it is not the operation's usual word. */
  readonly action?: ReportAction;
}

export type Operation =
  /** The instruction falls away. */
  | (Explained & { readonly kind: 'drop-instruction'; readonly instruction: Instruction })
  /** The instruction becomes these, in its place. */
  | (Explained & { readonly kind: 'replace-instruction'; readonly instruction: Instruction; readonly by: readonly NewInstruction[] })
  /** One word or flag of an instruction is written anew; an empty text takes it out together with the blanks before it. */
  | (Explained & { readonly kind: 'replace-word'; readonly instruction: Instruction; readonly range: Range; readonly text: string })
  /** Text behind a place inside an instruction, e.g. a flag behind the keyword. */
  | (Explained & { readonly kind: 'insert-word'; readonly instruction: Instruction; readonly at: number; readonly text: string })
  /** One command of a RUN falls away. */
  | (Explained & { readonly kind: 'drop-command'; readonly run: RunAnalysis; readonly item: RunItem })
  /** New instructions before or behind one that stays. */
  | (Explained & {
      readonly kind: 'insert-before' | 'insert-after';
      readonly instruction: Instruction;
      readonly lines: readonly NewInstruction[];
    })
  /** A variable that the start command set itself; printed where the part keeps its ENV lines. */
  | (Explained & { readonly kind: 'add-environment'; readonly instruction: Instruction; readonly name: string; readonly value: string })
  /** Nothing changes, but a person must know. */
  | (Explained & {
      readonly kind: 'remark';
      readonly instruction: Instruction;
      readonly range: Range;
      readonly message: string;
      readonly action: ReportAction;
      /** What it is about stands in another file. */
      readonly elsewhere?: ProjectPlace;
    });

/** Why a stage cannot have a better row of the strategy table. */
export interface Requirement {
  readonly rule: RuleId;
  readonly range: Range;
  /**
   * `packages`: needs these Wolfi packages at run time, or a shell (then busybox or bash is one of them).
   * `development-image`: needs the -dev image at run time.
   * `not-convertible`: the file must stay as it is.
   */
  readonly level: 'packages' | 'development-image' | 'not-convertible';
  readonly packages: readonly string[];
  readonly message: string;
}
