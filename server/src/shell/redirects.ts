/** Redirections and the heredocs of a script. */
import type { HereDoc, Redirection } from 'unbash';
import type { MappedText } from '../dockerfile/text.ts';
import type { ShellHeredoc, ShellRedirect, ShellWord } from './ast.ts';
import { TextBuilder } from './mapped-text.ts';
import { clamp, convertWord, expansionsOf, type Span, type WordContext } from './words.ts';

/** A redirection with its target; the heredoc's body is not held to `bounds`, for it stands behind the command. */
export function convertRedirect(node: Redirection, context: WordContext, bounds: Span): ShellRedirect {
  const span = clamp(node, bounds);
  const base = {
    operator: node.operator,
    descriptor: node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined,
    range: context.source.rangeOf(span.pos, span.end),
  };
  if (node.type !== 'HereDoc') {
    return {
      ...base,
      target: node.target === undefined ? undefined : convertWord(node.target, context, span),
      heredoc: undefined,
    };
  }
  return { ...base, target: delimiterOf(node, context.source, span), heredoc: heredocOf(node, context) };
}

function delimiterOf(node: HereDoc, source: MappedText, bounds: Span): ShellWord | undefined {
  if (node.delimiter === undefined) return undefined;
  const { pos, end } = clamp(node.delimiter, bounds);
  const written = source.slice(pos, end);
  return {
    raw: written.text,
    value: node.delimiter.value,
    literal: true,
    variables: [],
    substitutions: [],
    source: written,
    range: source.rangeOf(pos, end),
  };
}

function heredocOf(node: HereDoc, context: WordContext): ShellHeredoc {
  const { body, closing } = node;
  const whole = context.source.slice(body.pos, body.end);
  return {
    body: node.operator === '<<-' ? withoutLeadingTabs(whole) : whole,
    expand: node.delimiter?.quoted !== true,
    ...expansionsOf(body, context),
    range: context.source.rangeOf(body.pos, Math.max(body.end, closing?.end ?? 0)),
  };
}

function withoutLeadingTabs(body: MappedText): MappedText {
  const builder = new TextBuilder(body.toDocument(0));
  for (const line of body.text.matchAll(/\t*([^\n]*\n?)/g)) {
    const end = line.index + line[0].length;
    builder.copy(body, end - (line[1] ?? '').length, end);
  }
  return builder.build();
}
