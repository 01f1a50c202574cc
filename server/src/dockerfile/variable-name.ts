/** Names of variables behind a `$`. */

const nameFirst = /[\p{L}_]/u;
const nameRest = /[\p{L}\p{Nd}_]/u;
const digit = /\p{Nd}/u;
const specialParameters = '@*#?-$!0';

/** End of the name, number or special parameter that begins at `start`; `start` when none stands there. */
export function variableNameEnd(source: string, start: number): number {
  const first = source.charAt(start);
  if (first === '') {
    return start;
  }
  if (digit.test(first)) {
    return endOf(source, start, digit);
  }
  if (specialParameters.includes(first)) {
    return start + 1;
  }
  return nameFirst.test(first) ? endOf(source, start, nameRest) : start;
}

function endOf(source: string, start: number, pattern: RegExp): number {
  let end = start + 1;
  while (end < source.length && pattern.test(source.charAt(end))) {
    end += 1;
  }
  return end;
}
