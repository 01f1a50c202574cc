/**
 * Patterns of `${V#p}`, `${V%p}` and `${V/p/x}`: `*` stands for any text, `?` for one character, and a backslash takes
 * their meaning away. Bracket expressions do not exist in BuildKit. Matching takes no more than linear time per start.
 */

/** `undefined` stands for any one character. */
type Token = string | undefined;

/** The pieces between the stars. A pattern without a star has one. */
export type Pattern = readonly (readonly Token[])[];

/** Reads a pattern; undefined when a backslash stands before a character that needs none. */
export function parsePattern(source: string): Pattern | undefined {
  const chunks: Token[][] = [[]];
  const add = (token: Token): void => {
    chunks[chunks.length - 1]?.push(token);
  };
  const characters = Array.from(source);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index];
    const next = characters[index + 1];
    if (character === '*') {
      chunks.push([]);
    } else if (character === '?') {
      add(undefined);
    } else if (character !== '\\') {
      add(character);
    } else if (next === '*' || next === '?' || next === '\\') {
      add(next);
      index += 1;
    } else if (next !== '}' && next !== '/') {
      return undefined;
    }
  }
  return chunks;
}

/** `value` without the shortest, or for `longest` the longest, beginning that matches. */
export function removePrefix(pattern: Pattern, value: string, longest: boolean): string {
  const characters = Array.from(value);
  const end = matchAt(pattern, characters, 0, longest);
  return typeof end === 'number' ? characters.slice(end).join('') : value;
}

/** `value` without the shortest, or for `longest` the longest, ending that matches. */
export function removeSuffix(pattern: Pattern, value: string, longest: boolean): string {
  const backwards = pattern.map((chunk) => chunk.toReversed()).toReversed();
  const characters = Array.from(value).toReversed();
  const end = matchAt(backwards, characters, 0, longest);
  return typeof end === 'number' ? characters.slice(end).toReversed().join('') : value;
}

/** `value` with the first match, or all of them, replaced; a match is as long as it can be. */
export function replaceMatches(pattern: Pattern, value: string, replacement: string, all: boolean): string {
  const characters = Array.from(value);
  let result = '';
  let start = 0;
  let lastEnd = -1;
  while (start <= characters.length) {
    const end = matchAt(pattern, characters, start, true);
    if (end === 'never') {
      break;
    }
    const found = end !== undefined && (end > start || start !== lastEnd);
    if (found) {
      result += replacement;
      lastEnd = end;
      if (!all) {
        return result + characters.slice(end).join('');
      }
    }
    if (found && end > start) {
      start = end;
    } else {
      result += characters[start] ?? '';
      start += 1;
    }
  }
  return result + characters.slice(start).join('');
}

/** End of the match that begins at `start`; undefined when there is none; 'never' when there is none at any later start either. */
function matchAt(pattern: Pattern, text: readonly string[], start: number, longest: boolean): number | 'never' | undefined {
  const first = pattern[0] ?? [];
  if (!chunkMatches(first, text, start)) {
    return undefined;
  }
  let end = start + first.length;
  for (let index = 1; index < pattern.length; index += 1) {
    const chunk = pattern[index] ?? [];
    const last = index === pattern.length - 1;
    const found = longest && last ? findLast(chunk, text, end) : findFirst(chunk, text, end);
    if (found === undefined) {
      return 'never';
    }
    end = found + chunk.length;
  }
  return end;
}

function findFirst(chunk: readonly Token[], text: readonly string[], from: number): number | undefined {
  for (let start = from; start + chunk.length <= text.length; start += 1) {
    if (chunkMatches(chunk, text, start)) {
      return start;
    }
  }
  return undefined;
}

function findLast(chunk: readonly Token[], text: readonly string[], from: number): number | undefined {
  for (let start = text.length - chunk.length; start >= from; start -= 1) {
    if (chunkMatches(chunk, text, start)) {
      return start;
    }
  }
  return undefined;
}

function chunkMatches(chunk: readonly Token[], text: readonly string[], start: number): boolean {
  return start + chunk.length <= text.length && chunk.every((token, index) => token === undefined || token === text[start + index]);
}
