/** One input → its bytes and text, and where it stands in its project. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeDockerfile, type DecodedText, MAXIMUM_DOCKERFILE_BYTES, tooLarge } from './dockerfile-text.ts';
import { describeError } from './file-errors.ts';
import { type Input, shownPath } from './inputs.ts';

export interface Source {
  /** As it is shown. */
  readonly path: string;
  readonly absolutePath: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** `line` is 0-based. */
export interface Unreadable {
  readonly path: string;
  readonly line: number | undefined;
  readonly message: string;
}

export interface StandardInput {
  readonly stream: AsyncIterable<Uint8Array | string>;
  /** The path that it stands for, relative to the current directory. */
  readonly path: string;
}

/** Never rejects because of the file. */
export async function readSource(input: Input, currentDirectory: string, stdin: StandardInput): Promise<Source | Unreadable> {
  if (input.kind === 'missing') return { path: input.path, line: undefined, message: input.message };
  const absolutePath = input.kind === 'file' ? input.absolutePath : resolve(currentDirectory, stdin.path);
  const path = input.kind === 'file' ? input.path : shownPath(absolutePath, currentDirectory);
  try {
    const decoded = await (input.kind === 'file' ? readDockerfile(absolutePath) : readStream(stdin.stream));
    if (decoded.kind === 'refused') return { path, line: decoded.line, message: decoded.message };
    return { path, absolutePath, bytes: decoded.bytes, text: decoded.text };
  } catch (error) {
    return { path, line: undefined, message: `cannot be read: ${describeError(error)}.` };
  }
}

async function readDockerfile(path: string): Promise<DecodedText> {
  const stats = await stat(path);
  return stats.size > MAXIMUM_DOCKERFILE_BYTES ? tooLarge() : decodeDockerfile(await readFile(path));
}

/** Stops reading when more comes than a Dockerfile can be. */
async function readStream(stream: AsyncIterable<Uint8Array | string>): Promise<DecodedText> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAXIMUM_DOCKERFILE_BYTES) return tooLarge();
    chunks.push(bytes);
  }
  return decodeDockerfile(Buffer.concat(chunks));
}
