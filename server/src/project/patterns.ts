/** Path patterns: Go's, as Docker reads them in COPY and .dockerignore, and the globs of workspaces. */

export interface PatternOptions {
  /** `{a,b}` as in the globs of package managers; Docker knows none. */
  readonly braces?: boolean;
}

const wildcard = /[*?[\\]/;

/** Whether `pattern` holds anything that Docker would expand. */
export function isPattern(pattern: string): boolean {
  return wildcard.test(pattern);
}

/**
 * A pattern as a regular expression for a whole path without a leading slash: `*` and `?` stop at slashes, `**` does not,
 * a backslash takes the next character literally. Undefined when a class is malformed (Docker then refuses the build).
 * After moby's `patternmatcher`.
 */
export function patternToRegExp(pattern: string, options: PatternOptions = {}): RegExp | undefined {
  let source = '';
  let braces = 0;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === '*') {
      if (pattern.charAt(index + 1) !== '*') source += '[^/]*';
      else {
        index++;
        if (pattern.charAt(index + 1) === '/') {
          index++;
          source += '(?:.*/)?';
        } else source += '.*';
      }
    } else if (character === '?') source += '[^/]';
    else if (character === '\\') {
      index++;
      source += escapeCharacter(pattern.charAt(index));
    } else if (character === '[') {
      const end = pattern.indexOf(']', index + 2);
      if (end < 0) return undefined;
      source += `[${pattern
        .slice(index + 1, end)
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[')}]`;
      index = end;
    } else if (options.braces === true && character === '{') {
      braces++;
      source += '(?:';
    } else if (braces > 0 && character === '}') {
      braces--;
      source += ')';
    } else source += braces > 0 && character === ',' ? '|' : escapeCharacter(character);
  }
  if (braces > 0) return undefined;
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return undefined;
  }
}

function escapeCharacter(character: string): string {
  return character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&');
}
