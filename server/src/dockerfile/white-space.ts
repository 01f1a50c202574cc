/** Which characters BuildKit takes for blanks. Its rules are those of Go's `unicode.IsSpace`, not those of JavaScript's `\s`. */

const tab = 0x09;
const carriageReturn = 0x0d;
const space = 0x20;

/** Whether a UTF-16 code unit is white space to Go: unlike `\s` it holds U+0085 and not U+FEFF. */
export function isSpace(code: number): boolean {
  if (code === space || (code >= tab && code <= carriageReturn)) {
    return true;
  }
  if (code < 0x85) {
    return false;
  }
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Whether a code unit is ASCII white space. BuildKit reads flags and HEALTHCHECK byte by byte, and so knows no other there. */
export function isAsciiSpace(code: number): boolean {
  return code === space || (code >= tab && code <= carriageReturn);
}

/** Whether a code unit separates words: tab, vertical tab, form feed, carriage return or space. */
export function isWordSeparator(code: number): boolean {
  return code === space || (code >= tab && code <= carriageReturn && code !== 0x0a);
}

/** The first offset in `[start, end)` that holds no white space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let offset = start;
  while (offset < end && isSpace(text.charCodeAt(offset))) {
    offset += 1;
  }
  return offset;
}

/** The offset behind the last character in `[start, end)` that is no white space, or `start`. */
export function trimSpaceEnd(text: string, start: number, end: number): number {
  let offset = end;
  while (offset > start && isSpace(text.charCodeAt(offset - 1))) {
    offset -= 1;
  }
  return offset;
}
