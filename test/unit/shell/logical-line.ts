import { documentPieces, documentSlice } from '../../../server/src/dockerfile/source-map.ts';
import type { CommandForm, Heredoc, Word } from '../../../server/src/dockerfile/ast.ts';
import type { MappedText, Range } from '../../../server/src/dockerfile/text.ts';

/** The document from `start` as one logical line: backslash and newline left out, as the Dockerfile floor does. */
export function logicalLine(document: string, start = 0, end = document.length): MappedText {
  const pieces: Range[] = [];
  let from = start;
  for (const continuation of document.slice(start, end).matchAll(/\\[ \t]*\r?\n/g)) {
    pieces.push({ start: from, end: start + continuation.index });
    from = start + continuation.index + continuation[0].length;
  }
  return documentPieces(document, [...pieces, { start: from, end }], start);
}

/** `RUN …` in shell form, up to `end`. */
export function shellForm(document: string, end = document.length): CommandForm {
  const start = document.indexOf('RUN ') + 4;
  return { form: 'shell', text: logicalLine(document, start, end), range: { start, end } };
}

/** `CMD [...]`; the strings must not hold a comma followed by a blank and a quote. */
export function execForm(document: string): CommandForm {
  const args: Word[] = [];
  for (const string of document.matchAll(/"(?:\\.|[^"\\])*"/g)) {
    const [raw] = string;
    const end = string.index + raw.length;
    args.push({
      raw,
      value: String(JSON.parse(raw)),
      range: { start: string.index, end },
      source: documentSlice(document, string.index, end),
    });
  }
  return { form: 'exec', args, range: { start: document.indexOf('['), end: document.length } };
}

/** The heredoc that begins at `operator` in the document and ends with the line `name`. */
export function heredocOf(document: string, operator: string, name: string, from = 0): Heredoc {
  const start = document.indexOf(operator, from);
  const bodyStart = document.indexOf('\n', start) + 1;
  const bodyEnd = document.indexOf(`\n${name}`, bodyStart - 1) + 1;
  return {
    name,
    expand: !/['"]/.test(operator),
    chomp: operator.startsWith('<<-'),
    fileDescriptor: 0,
    range: { start, end: start + operator.length },
    body: documentPieces(document, [{ start: bodyStart, end: bodyEnd }], bodyStart),
    bodyRange: { start: bodyStart, end: bodyEnd },
    terminated: true,
  };
}

export function textAt(document: string, range: Range): string {
  return document.slice(range.start, range.end);
}
