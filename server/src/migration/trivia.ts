/** What stands between instructions: blank lines and comments, and to which instruction they belong. */
import type { Dockerfile, Instruction } from '../dockerfile/ast.ts';

export interface Leading {
  /** From the end of the instruction before (or the document's start) to the line on which the attached block begins. */
  readonly detached: string;
  /** The comment block with no blank line below it, and the blanks before the keyword. */
  readonly attached: string;
  readonly startsDocument: boolean;
}

/**
 * Splits the text before an instruction. A comment block with no blank line below belongs to the instruction; headings and
 * blank lines stay where they are. Directives at the top of the document belong to nobody.
 */
export function leadingOf(dockerfile: Dockerfile, instruction: Instruction): Leading {
  const before = dockerfile.instructions[instruction.index - 1];
  const from = before ? before.range.end : 0;
  const text = dockerfile.text.slice(from, instruction.range.start);
  const directivesEnd = before ? 0 : Math.max(0, ...dockerfile.directives.map((directive) => directive.range.end));
  // Line by line from the end: the last piece holds the blanks before the keyword.
  const lines = text.split(/(?<=\n)/);
  let attachedFrom = lines.length;
  if (lines.length > 0 && !lines[lines.length - 1]?.endsWith('\n')) attachedFrom--;
  let offset = lines.slice(0, attachedFrom).join('').length;
  while (attachedFrom > 0) {
    const line = lines[attachedFrom - 1] ?? '';
    if (!/^\s*#/.test(line) || from + offset - line.length < directivesEnd) break;
    attachedFrom--;
    offset -= line.length;
  }
  // The rest of the line of the instruction before is never ours.
  if (before && attachedFrom === 0) attachedFrom = 1;
  return { detached: lines.slice(0, attachedFrom).join(''), attached: lines.slice(attachedFrom).join(''), startsDocument: !before };
}

/** What stands behind the last instruction. */
export function trailingOf(dockerfile: Dockerfile): string {
  const last = dockerfile.instructions.at(-1);
  return dockerfile.text.slice(last ? last.range.end : 0);
}
