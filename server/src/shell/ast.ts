/** Shell commands with document positions. Knows shells, not Docker, not Node. */
import type { MappedText, Range } from '../dockerfile/text.ts';

/** One word of a command. */
export interface ShellWord {
  /** As written, continuations removed. */
  readonly raw: string;
  /** Quotes removed, expansions as written (`$HOME/x`). */
  readonly value: string;
  /** True when the word holds no expansion, glob or substitution: `value` is what the program gets. */
  readonly literal: boolean;
  /** Names of variables that it expands, each once; positional and special parameters (`$1`, `$@`) are not among them. */
  readonly variables: readonly string[];
  /** The scripts of `$(…)`, backticks and `<(…)` in it. */
  readonly substitutions: readonly ShellScript[];
  /** The word with its quotes, still mapped to the document. */
  readonly source: MappedText;
  readonly range: Range;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord | undefined;
  readonly range: Range;
}

/** The text behind `<<EOF` within a script. */
export interface ShellHeredoc {
  /** With its line ends; leading tabs removed for `<<-`. */
  readonly body: MappedText;
  /** False when the delimiter is quoted. */
  readonly expand: boolean;
  readonly variables: readonly string[];
  readonly substitutions: readonly ShellScript[];
  /**
   * Body and terminator: they stand behind the command, not inside its range. Of a heredoc that the Dockerfile itself
   * parsed, the body alone.
   */
  readonly range: Range;
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`, `>&`, `&>`, `<<`, `<<-`, `<<<`, … */
  readonly operator: string;
  readonly descriptor: number | undefined;
  /** The file, descriptor or, of a heredoc, the delimiter. */
  readonly target: ShellWord | undefined;
  readonly heredoc: ShellHeredoc | undefined;
  readonly range: Range;
}

/** A simple command: assignments, a name, arguments, redirections. */
export interface SimpleCommand {
  readonly kind: 'simple';
  readonly assignments: readonly ShellAssignment[];
  /** The name and its arguments. Empty when there are assignments only. */
  readonly words: readonly ShellWord[];
  readonly redirects: readonly ShellRedirect[];
  readonly range: Range;
}

/** `if`, `for`, `while`, `case`, `( )`, `{ }`, functions, `[[ ]]`, `(( ))`: what stands inside is in `body`. */
export interface CompoundCommand {
  readonly kind: 'compound';
  readonly construct:
    | 'if'
    | 'for'
    | 'while'
    | 'until'
    | 'case'
    | 'select'
    | 'subshell'
    | 'group'
    | 'function'
    | 'test'
    | 'arithmetic'
    | 'other';
  /** Every script inside, in order: conditions, branches, bodies. */
  readonly body: readonly ShellScript[];
  /** The words that the construct itself expands: the list of `for`, the word of `case`, the operands of `[[ ]]`. */
  readonly words: readonly ShellWord[];
  /** The name of a function, the variable of `for` and `select`. */
  readonly name: string | undefined;
  readonly redirects: readonly ShellRedirect[];
  readonly range: Range;
}

/** `a | b | c`; a single command is a pipeline of one. */
export interface Pipeline {
  readonly commands: readonly (SimpleCommand | CompoundCommand)[];
  readonly negated: boolean;
  /** Led by `time`. */
  readonly timed: boolean;
  readonly range: Range;
}

/** How an item is joined to the one before it. */
export type Separator = '&&' | '||' | ';' | '&' | 'newline';

export interface ListItem {
  readonly pipeline: Pipeline;
  /** Undefined for the first item. */
  readonly separator: Separator | undefined;
  /** Part of a list that is ended by `&`. */
  readonly background: boolean;
}

/** A list of commands in the order written. */
export interface ShellScript {
  readonly items: readonly ListItem[];
  readonly range: Range;
  /** False when the text did not parse as shell, was over the size limit, or is not a POSIX-like shell: then `items` may be empty or wrong. */
  readonly valid: boolean;
}

/** Where a simple command stands among others. */
export interface CommandPlace {
  readonly command: SimpleCommand;
  /** Inside if/for/case/while, behind `||`, or behind a `&&` whose left side is a test. */
  readonly conditional: boolean;
  /** One of several commands of a pipeline. */
  readonly piped: boolean;
  /** The index of the top-level item it belongs to. */
  readonly item: number;
  /** 0 for a command that stands directly in the top-level list. */
  readonly depth: number;
  /** Inside `$(…)`, backticks or `<(…)`, at any depth. */
  readonly substitution: boolean;
  /** Inside the script that a shell was given as text (`sh -c "…"`), at any depth. */
  readonly nested: boolean;
}
