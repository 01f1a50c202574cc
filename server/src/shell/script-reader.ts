/** From the tree of the parser `unbash` to ours. */
import type { CommandNode, CompoundList, ParsedScript, Statement, TestExpression, Word } from 'unbash';
import type { MappedText } from '../dockerfile/text.ts';
import type { CompoundCommand, ListItem, Pipeline, Separator, ShellScript, ShellWord, SimpleCommand } from './ast.ts';
import { convertRedirect } from './redirects.ts';
import {
  clamp,
  convertAssignment,
  convertAssignmentWord,
  convertWord,
  type Span,
  type SubstitutionScript,
  type WordContext,
} from './words.ts';

/** Reads the tree of one text; `source` is the text that was parsed. */
export class ScriptReader {
  readonly #source: MappedText;
  readonly #context: WordContext;
  #faults = 0;

  constructor(source: MappedText) {
    this.#source = source;
    this.#context = { source, substitution: (script, text) => this.#substitution(script, text) };
  }

  read(script: ParsedScript): ShellScript {
    this.#faults += script.errors?.length ?? 0;
    const items = this.#items(script.commands, { pos: 0, end: this.#source.text.length });
    const { pos, end } = clamp(script, { pos: 0, end: this.#source.text.length });
    return { items, range: this.#source.rangeOf(pos, end), valid: this.#faults === 0 };
  }

  #substitution(script: SubstitutionScript, source: MappedText): ShellScript {
    const reader = source === this.#source ? this : new ScriptReader(source);
    const read = reader.read(script);
    if (!read.valid) this.#faults++;
    return read;
  }

  #items(statements: readonly Statement[], bounds: Span): ListItem[] {
    const items: ListItem[] = [];
    let previous: Statement | undefined;
    for (const statement of statements) {
      const span = clamp(statement, bounds);
      const background = statement.background === true;
      const separator = previous === undefined ? undefined : this.#separatorBehind(previous, span.pos);
      const { command } = statement;
      if (command.type === 'AndOr') {
        command.commands.forEach((node, index) => {
          const joined = index === 0 ? separator : command.operators[index - 1];
          items.push({ pipeline: this.#pipeline(node, span), separator: joined, background });
        });
      } else {
        items.push({ pipeline: this.#pipeline(command, span), separator, background });
      }
      previous = statement;
    }
    return items;
  }

  #separatorBehind(previous: Statement, next: number): Separator {
    if (previous.background === true) return '&';
    const gap = this.#source.text.slice(previous.end, next);
    return /^(?:[ \t\r]|\\\n)*;/.test(gap) ? ';' : 'newline';
  }

  #pipeline(node: Exclude<Statement['command'], { readonly type: 'AndOr' }>, bounds: Span): Pipeline {
    const span = clamp(node, bounds);
    const range = this.#source.rangeOf(span.pos, span.end);
    if (node.type !== 'Pipeline') return { commands: [this.#command(node, span)], negated: false, timed: false, range };
    const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length;
    return {
      commands: node.commands.map((command) => this.#command(command, span)),
      negated: negations % 2 === 1,
      timed: node.prefixes.length > negations,
      range,
    };
  }

  #command(node: CommandNode, bounds: Span): SimpleCommand | CompoundCommand {
    const span = clamp(node, bounds);
    if (node.type === 'Redirected') {
      const inner = this.#command(node.command, span);
      const redirects = [...inner.redirects, ...node.redirects.map((redirect) => convertRedirect(redirect, this.#context, span))];
      return { ...inner, redirects, range: this.#source.rangeOf(span.pos, span.end) };
    }
    if (node.type !== 'Command') return this.#compound(node, span);
    const words: ShellWord[] = node.name === undefined ? [] : [convertWord(node.name, this.#context, span)];
    for (const argument of node.args) {
      words.push(
        argument.type === 'Word' ? convertWord(argument, this.#context, span) : convertAssignmentWord(argument, this.#context, span),
      );
    }
    return {
      kind: 'simple',
      assignments: node.prefix.flatMap((part) => (part.type === 'Assignment' ? [convertAssignment(part, this.#context, span)] : [])),
      words,
      redirects: node.redirects.map((redirect) => convertRedirect(redirect, this.#context, span)),
      range: this.#source.rangeOf(span.pos, span.end),
    };
  }

  #compound(node: Exclude<CommandNode, { readonly type: 'Command' | 'Redirected' }>, span: Span): CompoundCommand {
    const base = {
      kind: 'compound',
      words: [] as readonly ShellWord[],
      name: undefined as string | undefined,
      redirects: [],
      range: this.#source.rangeOf(span.pos, span.end),
    } as const;
    const list = (body: CompoundList): ShellScript => this.#list(body, span);
    const words = (given: readonly Word[] | undefined): readonly ShellWord[] =>
      (given ?? []).map((word) => convertWord(word, this.#context, span));
    switch (node.type) {
      case 'If': {
        const branches = [
          node.clause,
          node.then,
          ...node.elif.flatMap(({ clause, then }) => [clause, then]),
          ...(node.else === undefined ? [] : [node.else]),
        ];
        return { ...base, construct: 'if', body: branches.map(list) };
      }
      case 'For':
      case 'Select':
        return {
          ...base,
          construct: node.type === 'For' ? 'for' : 'select',
          name: node.name.value,
          words: words(node.wordlist),
          body: [list(node.body)],
        };
      case 'ArithmeticFor':
        return { ...base, construct: 'for', body: [list(node.body)] };
      case 'While':
        return { ...base, construct: node.kind, body: [list(node.clause), list(node.body)] };
      case 'Case':
        return {
          ...base,
          construct: 'case',
          words: words([node.word]),
          body: node.items.map((item) => list(item.body)),
        };
      case 'Subshell':
        return { ...base, construct: 'subshell', body: [list(node.body)] };
      case 'BraceGroup':
        return { ...base, construct: 'group', body: [list(node.body)] };
      case 'Function':
        return { ...base, construct: 'function', name: node.name.value, body: [this.#body(node.body, span)] };
      case 'Coproc':
        return { ...base, construct: 'other', name: node.name?.value, body: [this.#body(node.body, span)] };
      case 'TestCommand':
        return { ...base, construct: 'test', words: words(operandsOf(node.expression)), body: [] };
      case 'ArithmeticCommand':
        return { ...base, construct: 'arithmetic', body: [] };
    }
  }

  #list(body: CompoundList, bounds: Span): ShellScript {
    const span = clamp(body, bounds);
    return { items: this.#items(body.commands, bounds), range: this.#source.rangeOf(span.pos, span.end), valid: true };
  }

  /** The body of a function: what stands between its braces, or the one command it is. */
  #body(body: CommandNode | CompoundList, bounds: Span): ShellScript {
    if (body.type === 'CompoundList') return this.#list(body, bounds);
    if (body.type === 'BraceGroup') return this.#list(body.body, bounds);
    const pipeline = this.#pipeline(body, bounds);
    return { items: [{ pipeline, separator: undefined, background: false }], range: pipeline.range, valid: true };
  }
}

function operandsOf(expression: TestExpression): Word[] {
  switch (expression.type) {
    case 'TestUnary':
      return [expression.operand];
    case 'TestBinary':
      return [expression.left, expression.right];
    case 'TestLogical':
      return expression.operands.flatMap(operandsOf);
    case 'TestNot':
      return operandsOf(expression.operand);
    case 'TestGroup':
      return operandsOf(expression.expression);
  }
}
