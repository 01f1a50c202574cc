/** From a parsed word to `ShellWord`: value, variables, substitutions, positions. */
import { type Assignment, forEachChild, type SyntaxNode, type Word, type WordPart } from 'unbash';
import type { MappedText } from '../dockerfile/text.ts';
import type { ShellAssignment, ShellScript, ShellWord } from './ast.ts';
import { collapsedText } from './mapped-text.ts';
import { decodeBackticks } from './unquote.ts';

/** What the words of one script have in common. */
export interface WordContext {
  readonly source: MappedText;
  /** Reads the script of a substitution. `source` is given when its text had to be decoded first (escapes in backticks). */
  readonly substitution: (script: SubstitutionScript, source: MappedText) => ShellScript;
}

type WithScript = Extract<SyntaxNode, { readonly type: 'CommandExpansion' | 'ProcessSubstitution' | 'ArithmeticCommandExpansion' }>;
export type SubstitutionScript = NonNullable<WithScript['script']>;

/** A stretch of the script's text. */
export interface Span {
  readonly pos: number;
  readonly end: number;
}

/** `node` cut to what lies within `parent`: on malformed text the parser lets nodes run past it. */
export function clamp(node: Span, parent: Span): Span {
  const pos = Math.min(Math.max(node.pos, parent.pos), parent.end);
  return { pos, end: Math.max(pos, Math.min(node.end, parent.end)) };
}

export function convertWord(word: Word, context: WordContext, parent: Span): ShellWord {
  const span = clamp(word, parent);
  const expansions = expansionsOf(word, context);
  return finishWord(context.source, span, word.value, isLiteral(word), expansions);
}

/** `NAME=value` among the arguments of export, local and their like is a word to us. */
export function convertAssignmentWord(assignment: Assignment, context: WordContext, parent: Span): ShellWord {
  const span = clamp(assignment, parent);
  const { value } = assignment;
  const name = context.source.text.slice(assignment.pos, value.pos);
  const array = value.type === 'ArrayValue';
  const decoded = array ? context.source.text.slice(value.pos, value.end) : value.value;
  const literal = !array && assignment.index === undefined && isLiteral(value);
  return finishWord(context.source, span, name + decoded, literal, expansionsOf(assignment, context));
}

export function convertAssignment(assignment: Assignment, context: WordContext, parent: Span): ShellAssignment {
  const span = clamp(assignment, parent);
  const { value } = assignment;
  const { source } = context;
  const converted =
    value.type === 'ArrayValue'
      ? finishWord(source, clamp(value, span), source.text.slice(value.pos, value.end), false, expansionsOf(value, context))
      : convertWord(value, context, span);
  return { name: assignment.name, value: converted, range: source.rangeOf(span.pos, span.end) };
}

interface Expansions {
  readonly variables: readonly string[];
  readonly substitutions: readonly ShellScript[];
}

function finishWord(source: MappedText, span: Span, value: string, literal: boolean, expansions: Expansions): ShellWord {
  const text = source.slice(span.pos, span.end);
  return {
    raw: withoutContinuations(text.text),
    value,
    literal,
    ...expansions,
    source: text,
    range: source.rangeOf(span.pos, span.end),
  };
}

/** Variables and substitutions anywhere inside `node`, in the order written. */
export function expansionsOf(node: SyntaxNode, context: WordContext): Expansions {
  const variables = new Set<string>();
  const substitutions: ShellScript[] = [];
  const visit = (child: SyntaxNode): void => {
    switch (child.type) {
      case 'SimpleExpansion':
        addVariable(variables, child.text.slice(1));
        return;
      case 'ParameterExpansion':
        addVariable(variables, child.parameter);
        break;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
      case 'ArithmeticCommandExpansion':
        if (child.script !== undefined) substitutions.push(readSubstitution(child, child.script, context));
        return;
      case 'ArithmeticWord':
        addVariable(variables, child.value);
        break;
      default:
    }
    forEachChild(child, visit);
  };
  forEachChild(node, visit);
  return { variables: [...variables], substitutions };
}

function addVariable(variables: Set<string>, name: string): void {
  if (/^[A-Za-z_]\w*$/.test(name)) variables.add(name);
}

function readSubstitution(node: WithScript, script: SubstitutionScript, context: WordContext): ShellScript {
  if (script.source === undefined) return context.substitution(script, context.source);
  const inner = context.source.slice(node.pos + 1, Math.max(node.pos + 1, node.end - 1));
  const decoded = decodeBackticks(inner);
  const range = context.source.rangeOf(node.pos, node.end);
  return context.substitution(script, decoded.text === script.source ? decoded : collapsedText(script.source, range));
}

function isLiteral(word: Word): boolean {
  if (word.text.startsWith('~')) return false;
  return (word.parts ?? []).every(isLiteralPart);
}

function isLiteralPart(part: WordPart): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return true;
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.every(isLiteralPart);
    default:
      return false;
  }
}

/** The text without backslash and newline, which only single quotes keep. */
function withoutContinuations(text: string): string {
  if (!text.includes('\\\n')) return text;
  return text.replace(/'[^']*'|"(?:\\[^]|[^"\\])*"|\\\n|\\[^]/g, (match) => {
    if (match === '\\\n') return '';
    return match.startsWith('"') ? match.replace(/\\([^])/g, (escape, next: string) => (next === '\n' ? '' : escape)) : match;
  });
}
