/** Heredocs of RUN, COPY and ADD: which words of a line open one, and the lines that are their bodies. */
import type { Heredoc } from './ast.ts';
import { LexerError } from './lexed-text.ts';
import { Lexer } from './lexer.ts';
import type { LexerSettings } from './lexer-settings.ts';
import type { LineReader } from './physical-lines.ts';
import { documentPieces, documentSlice } from './source-map.ts';
import type { MappedText, Range } from './text.ts';
import { WordCollector } from './word-collector.ts';

/** What `<<EOF` says. */
export interface HeredocStart {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly fileDescriptor: number;
}

const startPattern = /^(\d*)<<(-?)[\t\n\f\r ]*/u;
const tab = 0x09;

/** BuildKit reads these with a backslash, whatever the escape character of the file is. */
const settings: LexerSettings = { escape: '\\', lookup: () => undefined, keepUnset: true };

/** Whether a word opens a heredoc; 'unreadable' where BuildKit refuses the whole file. */
export function readHeredocStart(word: string): HeredocStart | 'unreadable' | undefined {
  const match = word.includes('<<') ? startPattern.exec(word) : null;
  const rest = match === null ? '' : word.slice(match[0].length);
  if (match === null || rest === '' || rest.includes('<')) {
    return undefined;
  }
  const unquoted = collectWords(rest, settings);
  const quoted = collectWords(rest, { ...settings, rawQuotes: true });
  if (unquoted === undefined || quoted === undefined) {
    return 'unreadable';
  }
  const name = unquoted[0]?.text;
  const written = quoted[0]?.text;
  if (unquoted.length !== 1 || name === undefined || written === undefined) {
    return undefined;
  }
  if (quoted.length !== 1) {
    return 'unreadable';
  }
  const descriptor = match[1] ?? '';
  return {
    name,
    expand: countQuotes(name) === countQuotes(written),
    chomp: match[2] === '-',
    fileDescriptor: descriptor === '' ? 0 : Number(descriptor),
  };
}

/** A heredoc that a line opens, and where it does so in the line. */
export interface OpenedHeredoc {
  readonly start: HeredocStart;
  readonly offset: Range;
}

/** The heredocs that a logical line opens, in order. A line that the lexer cannot read opens none. */
export function findHeredocs(line: string): readonly OpenedHeredoc[] | 'unreadable' {
  const opened: OpenedHeredoc[] = [];
  for (const word of collectWords(line, { ...settings, rawQuotes: true, rawEscapes: true }) ?? []) {
    const start = readHeredocStart(word.text);
    if (start === 'unreadable') {
      return 'unreadable';
    }
    if (start !== undefined) {
      opened.push({ start, offset: { start: word.start, end: word.end } });
    }
  }
  return opened;
}

/**
 * Takes the body of a heredoc off the lines.
 * @returns the heredoc, and the end of its last line without the line end
 */
export function readHeredocBody(lines: LineReader, start: HeredocStart, range: Range, after: number): { heredoc: Heredoc; end: number } {
  const { text } = lines;
  const pieces: Range[] = [];
  let bodyStart: number | undefined;
  let bodyEnd = after;
  let end = after;
  let terminated = false;
  for (let line = lines.read(); line !== undefined; line = lines.read()) {
    bodyStart ??= line.start;
    end = line.end;
    let content = line.start;
    while (start.chomp && content < line.end && text.charCodeAt(content) === tab) {
      content += 1;
    }
    if (line.end - content === start.name.length && text.startsWith(start.name, content)) {
      terminated = true;
      bodyEnd = line.start;
      break;
    }
    bodyEnd = line.next;
    pieces.push({ start: content, end: line.next });
  }
  const bodyRange = { start: bodyStart ?? after, end: bodyEnd };
  const body: MappedText = start.chomp
    ? documentPieces(text, pieces, bodyRange.start)
    : documentSlice(text, bodyRange.start, bodyRange.end);
  return { heredoc: { ...start, range, body, bodyRange, terminated }, end };
}

function collectWords(text: string, lexerSettings: LexerSettings): ReturnType<WordCollector['words']> | undefined {
  const words = new WordCollector();
  try {
    new Lexer(text, { ...lexerSettings, trackOrigins: true }, words).read();
    return words.words();
  } catch (error) {
    if (error instanceof LexerError) {
      return undefined;
    }
    throw error;
  }
}

function countQuotes(text: string): number {
  return text.split(/['"]/u).length - 1;
}
