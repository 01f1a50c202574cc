/**
 * What bash knows and busybox ash does not.
 *
 * Checked by running each construct under busybox 1.35 and 1.37 with bash compatibility built in, as Wolfi and Alpine do. That shell does know
 * `source`, `function f`, `$'…'`, `&>`, `<(…)`, `${x:1:2}`, `${x/a/b}`, `let`, `pipefail`, `trap … ERR` and much of `[[ ]]`: none of these is reported.
 */
import {
  type Command,
  forEachChild,
  parse,
  type ParameterExpansionPart,
  type SyntaxNode,
  type TestExpression,
  type Word,
  type WordPart,
} from 'unbash';
import type { Range } from '../dockerfile/text.ts';
import { bashBuiltins, bashOnlyOption, bashVariables } from './bash-commands.ts';
import { isWithinLimits, withinStack } from './limits.ts';
import type { Span } from './words.ts';

export type BashismConstruct =
  | 'array'
  | 'append-assignment'
  | 'append-both-redirection'
  | 'arithmetic-command'
  | 'arithmetic-for'
  | 'brace-expansion'
  | 'builtin'
  | 'builtin-option'
  | 'case-fallthrough'
  | 'case-modification'
  | 'coproc'
  | 'descriptor-variable'
  | 'double-bracket-group'
  | 'double-bracket-order'
  | 'double-bracket-pattern'
  | 'double-bracket-regular-expression'
  | 'double-bracket-unquoted'
  | 'extended-glob'
  | 'here-string'
  | 'indirect-expansion'
  | 'locale-string'
  | 'old-arithmetic'
  | 'pipe-both'
  | 'select'
  | 'transformation'
  | 'variable';

export interface Bashism {
  readonly construct: BashismConstruct;
  /** The builtin, option or variable, where the construct is one of these; otherwise the text of the construct. */
  readonly text: string;
  /** Offsets of the script. */
  readonly range: Range;
}

/** Everything in a script that fails, or means something else, under busybox ash; in the order written. Empty for text over the limits, which `parseScriptText` calls invalid. */
export function findBashisms(text: string): readonly Bashism[] {
  const finder = new Finder(text);
  const complete = isWithinLimits(text) && withinStack(() => finder.visit(parse(text), undefined)) !== undefined;
  return complete ? finder.found.toSorted((one, other) => one.range.start - other.range.start) : [];
}

class Finder {
  readonly found: Bashism[] = [];
  readonly #text: string;
  readonly #assigned = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** `place` is the one range known for nodes of decoded text: an escaped script between backticks. */
  visit(node: SyntaxNode, place: Span | undefined): true {
    this.#check(node, place);
    forEachChild(node, (child) => {
      this.visit(child, child.type === 'Script' && child.source !== undefined ? (place ?? node) : place);
    });
    return true;
  }

  #add(construct: BashismConstruct, node: Span, place: Span | undefined, text?: string): void {
    const { pos, end } = place ?? node;
    this.found.push({ construct, text: text ?? this.#text.slice(pos, end), range: { start: pos, end } });
  }

  #check(node: SyntaxNode, place: Span | undefined): void {
    switch (node.type) {
      case 'Command':
        return this.#checkCommand(node, place);
      case 'Assignment':
        this.#assigned.add(node.name);
        if (node.value.type === 'ArrayValue' || node.index !== undefined) this.#add('array', node, place);
        else if (node.append === true) this.#add('append-assignment', node, place);
        return;
      case 'Redirect':
        if (node.descriptor?.type === 'FileDescriptorVariable') this.#add('descriptor-variable', node, place);
        else if (node.operator === '&>>') this.#add('append-both-redirection', node, place);
        return;
      case 'HereString':
        return this.#add('here-string', node, place);
      case 'Pipeline':
        node.operators.forEach((operator, index) => {
          if (operator === '|&')
            this.#add(
              'pipe-both',
              { pos: node.commands[index]?.end ?? node.pos, end: node.commands[index + 1]?.pos ?? node.end },
              place,
              '|&',
            );
        });
        return;
      case 'CaseItem':
        if (node.terminator !== undefined && node.terminator !== ';;')
          this.#add('case-fallthrough', { pos: node.end - node.terminator.length, end: node.end }, place, node.terminator);
        return;
      case 'ArithmeticCommand':
        return this.#add('arithmetic-command', node, place);
      case 'ArithmeticFor':
        return this.#add('arithmetic-for', node, place);
      case 'Select':
        return this.#add('select', node, place);
      case 'Coproc':
        return this.#add('coproc', node, place);
      case 'TestCommand':
        return this.#checkTest(node.expression, place);
      case 'BraceExpansion':
        return this.#add('brace-expansion', node, place);
      case 'ExtendedGlob':
        return this.#add('extended-glob', node, place);
      case 'LocaleString':
        return this.#add('locale-string', node, place);
      case 'ArithmeticExpansion':
        if (node.text.startsWith('$[')) this.#add('old-arithmetic', node, place);
        return;
      case 'SimpleExpansion':
        return this.#checkVariable(node.text.slice(1), node, place);
      case 'ParameterExpansion':
        return this.#checkExpansion(node, place);
      default:
    }
  }

  #checkExpansion(node: ParameterExpansionPart, place: Span | undefined): void {
    if (node.prefix === '!') this.#add('indirect-expansion', node, place);
    else if (node.index !== undefined) this.#add('array', node, place);
    else if (node.operation?.type === 'CaseModification') this.#add('case-modification', node, place);
    else if (node.operation?.type === 'Transform') this.#add('transformation', node, place);
    else if (node.operation?.type !== 'Default') this.#checkVariable(node.parameter, node, place);
  }

  #checkVariable(name: string, node: Span, place: Span | undefined): void {
    if (bashVariables.has(name) && !this.#assigned.has(name)) this.#add('variable', node, place, name);
  }

  #checkCommand(node: Command, place: Span | undefined): void {
    const name = node.name?.value;
    if (name === undefined || node.name === undefined) return;
    if (bashBuiltins.has(name)) return this.#add('builtin', node.name, place, name);
    const args = node.args.map((argument) => (argument.type === 'Word' ? argument.value : argument.text));
    const option = bashOnlyOption(name, args);
    const holder = option === undefined ? undefined : node.args[option.index];
    if (option !== undefined && holder !== undefined) this.#add('builtin-option', holder, place, `${name} ${option.text}`);
  }

  #checkTest(expression: TestExpression, place: Span | undefined): void {
    switch (expression.type) {
      case 'TestGroup':
        this.#add('double-bracket-group', expression, place);
        return this.#checkTest(expression.expression, place);
      case 'TestNot':
        return this.#checkTest(expression.operand, place);
      case 'TestLogical':
        for (const operand of expression.operands) this.#checkTest(operand, place);
        return;
      case 'TestUnary':
        if (expression.operator === '-v' || expression.operator === '-R')
          this.#add('builtin-option', expression, place, `[[ ${expression.operator}`);
        return this.#checkOperand(expression.operand, place);
      case 'TestBinary': {
        const { operator, left, right } = expression;
        this.#checkOperand(left, place);
        if (operator === '<' || operator === '>') this.#add('double-bracket-order', expression, place);
        if (operator === '=~') {
          if (/[()|<>&;]/.test(unquotedPart(right))) this.#add('double-bracket-regular-expression', right, place);
        } else if ((operator === '==' || operator === '=' || operator === '!=') && /[*?[]|[@!+]\(/.test(unquotedPart(right))) {
          return this.#add('double-bracket-pattern', right, place);
        }
        return this.#checkOperand(right, place);
      }
    }
  }

  /** ash splits an unquoted expansion into words even here, and an empty one vanishes: `[[ -n $EMPTY ]]` is true. */
  #checkOperand(word: Word, place: Span | undefined): void {
    if ((word.parts ?? []).some(splits)) this.#add('double-bracket-unquoted', word, place);
  }
}

function splits(part: WordPart): boolean {
  switch (part.type) {
    case 'SimpleExpansion':
      return !/^\$[#?$!]$/.test(part.text);
    case 'ParameterExpansion':
      return part.prefix !== '#';
    case 'CommandExpansion':
      return true;
    default:
      return false;
  }
}

/** The text of a word outside its quotes and expansions. */
function unquotedPart(word: Word): string {
  if (word.parts === undefined) return word.text.replace(/\\[^]/g, '');
  const bare = word.parts.map((part) => (part.type === 'Literal' || part.type === 'Glob' || part.type === 'ExtendedGlob' ? part.text : ''));
  return bare.join('').replace(/\\[^]/g, '');
}
