/** Markdown for people's eyes: text that must not turn into markup, and plain text for clients that show none. */
import type { MarkupContent, MarkupKind } from 'vscode-languageserver';

/** Keeps text from a file or a table from turning into markup or into another line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s*\r?\n\s*/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~]/g, String.raw`\$&`);
}

/** A code span, whatever the text holds. A bar would end the cell of a table even there, so it is escaped. */
export function code(text: string): string {
  const line = text.replace(/\s*\r?\n\s*/g, ' ').replaceAll('|', String.raw`\|`);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

export function link(title: string, address: string): string {
  return `[${title}](${address})`;
}

/** The text in the best form that the client shows: `formats` are its capabilities, in its order; Markdown when it says nothing. */
export function markup(markdown: string, formats: readonly MarkupKind[] | undefined): MarkupContent {
  return formats !== undefined && formats.length > 0 && !formats.includes('markdown')
    ? { kind: 'plaintext', value: plainText(markdown) }
    : { kind: 'markdown', value: markdown };
}

/** Our own Markdown without its marks. Links keep their address, tables become lines. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !/^\|(?:\s*(?::?-+:?)?\s*\|)+$/.test(line))
    .map((line) => (/^\|.*\|$/.test(line) ? tableLine(line) : line))
    .map(withoutMarks)
    .join('\n');
}

/** `| user | root | node |` becomes `user: root, node`. */
function tableLine(line: string): string {
  const [head = '', ...cells] = line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
  return head === '' ? `(${cells.join(' | ')})` : `${head}: ${cells.join(' | ')}`;
}

function withoutMarks(line: string): string {
  const pieces = line.split(/(`+)(.+?)\1(?!`)/);
  // Three pieces per span: what stands before it, its ticks, its text.
  return pieces
    .map((piece, index) => {
      if (index % 3 === 1) return '';
      if (index % 3 === 2) return piece.replaceAll(String.raw`\|`, '|').trim();
      return piece
        .replace(/\*\*|(?<!\\)\*(?=\S)|(?<=\S)(?<!\\)\*/g, '')
        .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1: $2')
        .replace(/\\([\\`*_{}[\]()#+!|<>~])/g, '$1');
    })
    .join('');
}
