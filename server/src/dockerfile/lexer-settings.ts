/** What the lexer is told, and what it tells of the expressions it meets. */

/** Value of a variable, or undefined when it is not set. */
export type VariableLookup = (name: string) => string | undefined;

export interface LexerSettings {
  readonly escape: string;
  readonly lookup: VariableLookup;
  /** Leave quotes in the result. */
  readonly rawQuotes?: boolean;
  /** Leave escape characters in the result. */
  readonly rawEscapes?: boolean;
  /** Leave an expression as it stands when its variable is not set. */
  readonly keepUnset?: boolean;
  /** Say for each character of the result where it comes from. */
  readonly trackOrigins?: boolean;
}

/** A `$` expression in the source. */
export interface Expression {
  readonly name: string;
  /** From the `$` to behind the expression, and the name in it. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
}
