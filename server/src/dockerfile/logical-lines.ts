/**
 * Logical lines: what is left when continuations are joined, and comment lines and empty lines between them are
 * dropped, as BuildKit's parser does it.
 */
import type { Comment } from './ast.ts';
import type { DirectiveReader } from './directives.ts';
import type { LineReader, PhysicalLine } from './physical-lines.ts';
import { documentPieces, documentSlice } from './source-map.ts';
import type { MappedText, Range } from './text.ts';
import { skipSpace } from './white-space.ts';

/** One instruction without its heredoc bodies. */
export interface LogicalLine {
  readonly content: MappedText;
  /** Where its first physical line begins, behind the blanks. */
  readonly start: number;
  /** End of its last physical line, without the line end. */
  readonly end: number;
  /** 0-based number of the first and of the last physical line. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Comment lines between its lines. */
  readonly comments: readonly Comment[];
}

const numberSign = 0x23;
const byteOrderMark = 0xfeff;
const noComments: readonly Comment[] = [];

/**
 * Reads the next logical line.
 * @param comments receives every comment line that is met, those inside the logical line too
 * @returns undefined at the end of the document
 */
export function readLogicalLine(lines: LineReader, directives: DirectiveReader, comments: Comment[]): LogicalLine | undefined {
  const { text } = lines;
  for (let line = lines.read(); line !== undefined; line = lines.read()) {
    const marked = line.number === 0 && text.charCodeAt(0) === byteOrderMark;
    const start = skipSpace(text, marked ? 1 : line.start, line.end);
    if (directives.accept(text, line, start) || start >= line.end) {
      continue;
    }
    if (text.charCodeAt(start) === numberSign) {
      comments.push(commentAt(text, start, line));
      continue;
    }
    const continued = contentEndBeforeEscape(text, start, line.end, directives.escape);
    if (continued === undefined) {
      const content = documentSlice(text, start, line.end);
      return { content, start, end: line.end, firstLine: line.number, lastLine: line.number, comments: noComments };
    }
    return readContinuedLines(lines, directives.escape, comments, line, { start, end: continued });
  }
  return undefined;
}

function readContinuedLines(lines: LineReader, escape: string, comments: Comment[], first: PhysicalLine, firstContent: Range): LogicalLine {
  const { text } = lines;
  const pieces: Range[] = [firstContent];
  const inside: Comment[] = [];
  let last = first;
  for (let line = lines.read(); line !== undefined; line = lines.read()) {
    last = line;
    const start = skipSpace(text, line.start, line.end);
    if (start >= line.end) {
      continue;
    }
    if (text.charCodeAt(start) === numberSign) {
      const comment = commentAt(text, start, line);
      comments.push(comment);
      inside.push(comment);
      continue;
    }
    const continued = contentEndBeforeEscape(text, line.start, line.end, escape);
    pieces.push({ start: line.start, end: continued ?? line.end });
    if (continued === undefined) {
      break;
    }
  }
  return {
    content: documentPieces(text, pieces, firstContent.start),
    start: firstContent.start,
    end: last.end,
    firstLine: first.number,
    lastLine: last.number,
    comments: inside,
  };
}

function commentAt(text: string, start: number, line: PhysicalLine): Comment {
  return { text: text.slice(start, line.end), range: { start, end: line.end }, line: line.number };
}

/** Where the content ends when the line is continued: before an escape character that only blanks follow and that is not escaped itself. */
function contentEndBeforeEscape(text: string, start: number, end: number, escape: string): number | undefined {
  let last = end - 1;
  while (last >= start && (text[last] === ' ' || text[last] === '\t')) {
    last -= 1;
  }
  if (last < start || text[last] !== escape || (last > start && text[last - 1] === escape)) {
    return undefined;
  }
  return last;
}
