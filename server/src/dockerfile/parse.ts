/** From the text of a Dockerfile to its instructions and stages. */
import * as l10n from '@vscode/l10n';
import type { Comment, Dockerfile, FromInstruction, Heredoc, Instruction, KeyValueInstruction, Stage, SyntaxProblem } from './ast.ts';
import { checkInstruction, checkOrder } from './checks.ts';
import { DirectiveReader } from './directives.ts';
import { findHeredocs, readHeredocBody } from './heredoc.ts';
import { buildInstruction, type InstructionHead, readHead } from './instruction.ts';
import { isJsonForm } from './instruction-body.ts';
import { type LogicalLine, readLogicalLine } from './logical-lines.ts';
import { LineReader } from './physical-lines.ts';

/** BuildKit reads lines into a buffer of 64 KiB. */
const longestLine = 65_535;
const noHeredocs: readonly Heredoc[] = [];

/**
 * Reads a Dockerfile as BuildKit does. Never throws and takes linear time: what BuildKit would refuse is in `problems`,
 * and the tree holds everything all the same.
 */
export function parseDockerfile(text: string): Dockerfile {
  const lines = new LineReader(text);
  const directives = new DirectiveReader();
  const comments: Comment[] = [];
  const instructions: Instruction[] = [];
  const problems: SyntaxProblem[] = [];
  for (let line = readLogicalLine(lines, directives, comments); line !== undefined; line = readLogicalLine(lines, directives, comments)) {
    const instruction = readInstruction(lines, line, directives.escape, instructions.length, problems);
    checkInstruction(instruction, directives.escape, problems);
    instructions.push(instruction);
  }
  checkOrder(instructions, problems);
  checkLineLengths(text, problems);
  problems.push(...directives.problems);
  problems.sort((one, other) => one.range.start - other.range.start);
  return {
    text,
    directives: directives.directives,
    escape: directives.escape,
    instructions,
    globalArgs: globalArgsOf(instructions),
    stages: stagesOf(instructions),
    comments,
    problems,
  };
}

function readInstruction(lines: LineReader, line: LogicalLine, escape: string, index: number, problems: SyntaxProblem[]): Instruction {
  const head = readHead(line.content, escape);
  const { heredocs, end } = readHeredocs(lines, line, head, escape, problems);
  const start = Math.min(line.start, head.keywordRange.start);
  return buildInstruction(head, {
    escape,
    index,
    line: keywordLine(lines.text, line, head.keywordRange.start),
    range: { start, end },
    heredocs,
    comments: line.comments,
    problems,
  });
}

function readHeredocs(
  lines: LineReader,
  line: LogicalLine,
  head: InstructionHead,
  escape: string,
  problems: SyntaxProblem[],
): { heredocs: readonly Heredoc[]; end: number } {
  if (!line.content.text.includes('<<') || !mayOpenHeredocs(head, escape)) {
    return { heredocs: noHeredocs, end: line.end };
  }
  const opened = findHeredocs(line.content.text);
  if (opened === 'unreadable') {
    problems.push({ message: l10n.t('The name of a heredoc cannot be read.'), range: head.keywordRange, line: line.firstLine });
    return { heredocs: noHeredocs, end: line.end };
  }
  const heredocs: Heredoc[] = [];
  let end = line.end;
  for (const { start, offset } of opened) {
    const range = line.content.rangeOf(offset.start, offset.end);
    const read = readHeredocBody(lines, start, range, end);
    heredocs.push(read.heredoc);
    end = read.end;
    if (!read.heredoc.terminated) {
      problems.push({ message: l10n.t('The heredoc "{0}" has no end.', start.name), range, line: line.firstLine });
    }
  }
  return { heredocs, end };
}

function mayOpenHeredocs(head: InstructionHead, escape: string): boolean {
  const carrier = head.keywordText.toUpperCase() === 'ONBUILD';
  const { keywordText, body } = carrier ? readHead(head.body, escape) : head;
  return /^(?:RUN|COPY|ADD)$/iu.test(keywordText) && !isJsonForm(body);
}

/** The keyword can stand below the first line, when that holds nothing but the escape character. */
function keywordLine(text: string, line: LogicalLine, keywordStart: number): number {
  let number = line.firstLine;
  for (let at = text.indexOf('\n', line.start); at !== -1 && at < keywordStart; at = text.indexOf('\n', at + 1)) {
    number += 1;
  }
  return number;
}

function globalArgsOf(instructions: readonly Instruction[]): readonly KeyValueInstruction[] {
  const args: KeyValueInstruction[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      break;
    }
    if (instruction.keyword === 'ARG') {
      args.push(instruction);
    }
  }
  return args;
}

function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const stages: Stage[] = [];
  let from: FromInstruction | undefined;
  let first = 0;
  const finish = (end: number): void => {
    if (from !== undefined) {
      const inside = instructions.slice(first, end);
      const last = inside[inside.length - 1] ?? from;
      const range = { start: from.range.start, end: last.range.end };
      stages.push({ index: stages.length, name: from.alias?.raw, from, instructions: inside, range });
    }
  };
  instructions.forEach((instruction, index) => {
    if (instruction.keyword === 'FROM') {
      finish(index);
      from = instruction;
      first = index + 1;
    }
  });
  finish(instructions.length);
  return stages;
}

function checkLineLengths(text: string, problems: SyntaxProblem[]): void {
  let number = 0;
  for (let start = 0; start < text.length; number += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if ((end - start) * 3 > longestLine && new TextEncoder().encode(text.slice(start, end)).length > longestLine) {
      problems.push({ message: l10n.t('The line is longer than {0} bytes.', longestLine), range: { start, end }, line: number });
    }
    start = end + 1;
  }
}
