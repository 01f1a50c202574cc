/** Where completion was asked for, and what answers. */
import type { CompletionItem, Range } from 'vscode-languageserver';
import type { Instruction } from '../../dockerfile/ast.ts';
import type { WolfiIndex } from '../../packages/index.ts';
import type { Settings } from '../../settings.ts';

export interface CompletionPlace {
  /** The document up to the cursor. */
  readonly before: string;
  /** The instruction that the cursor is in or behind; undefined before the first one. */
  readonly instruction: Instruction | undefined;
  readonly settings: Settings;
  /** Where package names are looked up; the bundled snapshot unless given. */
  readonly wolfi?: WolfiIndex | undefined;
  /** The character that made the editor ask; undefined where a person asked, or typed a letter of a word. */
  readonly trigger: string | undefined;
  /** What an item replaces: the last `typed` code units before the cursor, and the rest of that word with `wholeWord`. */
  range(typed: number, wholeWord?: RegExp): Range;
}

/** Undefined where such names have no place. */
export type CompletionSource = (place: CompletionPlace) => readonly CompletionItem[] | undefined;

/** Editors sort by this text: the order is ours, not the alphabet's. */
export function inOrder(position: number): string {
  return String(position).padStart(4, '0');
}
