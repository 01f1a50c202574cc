/** The bytes of an APKINDEX.tar.gz → the index. Streamed: neither the archive nor its content is ever held whole. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type ApkIndex, createApkIndexReader } from '../../packages/index.ts';
import { errorCode } from '../file-errors.ts';
import { TarProblem, tarMember } from './tar-member.ts';

/** In bytes. */
export interface IndexLimits {
  readonly packed: number;
  readonly unpacked: number;
  readonly line: number;
}

const MEGABYTE = 1024 * 1024;
/** The index of a repository that keeps old versions has tens of megabytes. */
export const INDEX_LIMITS: IndexLimits = { packed: 64 * MEGABYTE, unpacked: 512 * MEGABYTE, line: MEGABYTE };

/** What is wrong with the archive; half a sentence. */
export class ArchiveProblem extends Error {}

/** Rejects with `ArchiveProblem`, or with the error that `bytes` ended with. */
export async function readIndex(bytes: AsyncIterable<Uint8Array>, limits: IndexLimits = INDEX_LIMITS): Promise<ApkIndex> {
  const reader = createApkIndexReader();
  let read = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      read += chunk.length;
      yield chunk;
    }
  };
  const unpacked = createGunzip();
  // What goes wrong before or in `unpacked` comes out of it, and what goes wrong behind it must not be hidden by its being closed early.
  const fed = pipeline(Readable.from(counted(bounded(bytes, limits.packed, 'it is larger'))), unpacked).catch(() => undefined);
  try {
    const content = tarMember(bounded(unpacked, limits.unpacked, 'its content is larger'), 'APKINDEX');
    for await (const batch of lines(content, limits.line)) {
      for (const line of batch) reader.line(line);
    }
    await fed;
  } catch (error) {
    throw read === 0 && errorCode(error) === 'Z_BUF_ERROR' ? new ArchiveProblem('it is empty') : inWords(error);
  }
  const result = reader.finish();
  if (result.kind === 'none') throw new ArchiveProblem(`its APKINDEX is none: ${result.reason}`);
  return result.index;
}

function inWords(error: unknown): unknown {
  if (error instanceof TarProblem) return new ArchiveProblem(error.message);
  switch (errorCode(error)) {
    case 'Z_BUF_ERROR':
      return new ArchiveProblem('it ends in the middle');
    case 'Z_DATA_ERROR':
      return new ArchiveProblem(`it is not gzip, or damaged (${error instanceof Error ? error.message : ''})`);
    default:
      return error;
  }
}

async function* bounded(chunks: AsyncIterable<Uint8Array>, limit: number, problem: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new ArchiveProblem(`${problem} than ${Math.floor(limit / MEGABYTE)} MB`);
    yield chunk;
  }
}

/** Many lines at a time: waiting for each would take longer than reading it. */
async function* lines(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let carried = '';
  for await (const chunk of chunks) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    carried += first;
    const last = others.pop();
    if (last !== undefined) {
      yield [carried, ...others];
      carried = last;
    }
    if (carried.length > longest) throw new ArchiveProblem('its APKINDEX has a line without an end');
  }
  yield [carried + decoder.decode()];
}
