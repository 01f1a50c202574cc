/** What keeps the parser's time in proportion to the text. */

/** The longest script that is parsed, in UTF-16 code units. */
export const longestScript = 64 * 1024;

/** The deepest nesting of brackets that is parsed: each substitution is parsed again on its own, so depth multiplies the work. */
export const deepestNesting = 64;

/**
 * Whether a script is short and shallow enough to parse.
 * Counts opening against closing brackets without regard to quotes: real scripts stay far below the limit either way.
 */
export function isWithinLimits(text: string): boolean {
  if (text.length > longestScript) return false;
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '(' || character === '{') depth++;
    else if ((character === ')' || character === '}') && depth > 0) depth--;
    if (depth > deepestNesting) return false;
  }
  return true;
}

/**
 * What `read` gives, or undefined when the stack does not suffice. The parser calls itself for some things that no bracket
 * announces: thousands of `f() f() …`, a sum of ten thousand terms.
 */
export function withinStack<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
