/** Bytes → the text of a Dockerfile, or why they are none. */

/** What is larger is a mistake, and a diff of it would help nobody. */
export const MAXIMUM_DOCKERFILE_BYTES = 4 * 1024 * 1024;

export type DecodedText =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: Uint8Array }
  /** `line` is 0-based. */
  | { readonly kind: 'refused'; readonly line: number; readonly message: string };

/** A byte order mark stays in the text, so that it is there again when the text is written. */
export function decodeDockerfile(bytes: Uint8Array): DecodedText {
  if (bytes.length > MAXIMUM_DOCKERFILE_BYTES) return tooLarge();
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    return { kind: 'refused', line: 0, message: 'is UTF-16; Docker reads UTF-8 only. Save it as UTF-8.' };
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) return { kind: 'refused', line: lineOfByte(bytes, nul), message: 'holds a zero byte: this is not a Dockerfile.' };
  try {
    return { kind: 'text', text: decode(bytes), bytes };
  } catch {
    return { kind: 'refused', line: firstUndecodableLine(bytes), message: 'is not valid UTF-8.' };
  }
}

export function tooLarge(): DecodedText {
  const limit = MAXIMUM_DOCKERFILE_BYTES / 1024 / 1024;
  return { kind: 'refused', line: 0, message: `is larger than ${limit} MB: this is not a Dockerfile.` };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}

function lineOfByte(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).reduce((line, byte) => (byte === 0x0a ? line + 1 : line), 0);
}

/** A line feed is never part of a longer sequence, so lines can be tried one by one. */
function firstUndecodableLine(bytes: Uint8Array): number {
  let line = 0;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    try {
      decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}
