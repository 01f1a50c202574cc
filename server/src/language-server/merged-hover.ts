/** Two answers to one hover as one: ours first. */
import type { Hover, MarkedString, MarkupContent } from 'vscode-languageserver';

/** The range is that of our own answer, where there is one. */
export function mergedHover(own: Hover | undefined, general: Hover | null): Hover | null {
  if (own === undefined || general === null) return own ?? general;
  const ours = toMarkup(own.contents);
  const theirs = toMarkup(general.contents);
  if (theirs.value.trim() === '' || ours.value.includes(theirs.value.trim())) return own;
  const kind = ours.kind === 'markdown' || theirs.kind === 'markdown' ? 'markdown' : 'plaintext';
  const line = kind === 'markdown' ? '\n\n---\n\n' : '\n\n';
  return { ...own, contents: { kind, value: `${ours.value}${line}${theirs.value}` } };
}

/** The older forms of the protocol are Markdown, too. */
function toMarkup(contents: Hover['contents']): MarkupContent {
  if (typeof contents === 'object' && 'kind' in contents) return contents;
  const pieces = Array.isArray(contents) ? contents : [contents];
  return { kind: 'markdown', value: pieces.map(markedText).join('\n\n') };
}

function markedText(piece: MarkedString): string {
  return typeof piece === 'string' ? piece : `\`\`\`${piece.language}\n${piece.value}\n\`\`\``;
}
