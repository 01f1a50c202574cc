/** Opens what an index is read from: an address, or a file. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeError, errorCode } from '../file-errors.ts';
import { IndexProblem } from './index-problem.ts';

const MOST_REDIRECTS = 5;
/** However slowly the bytes come, at some time it is enough. */
const LONGEST_DOWNLOAD = 15 * 60 * 1000;

export interface OpenSource {
  readonly kind: 'open';
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Drops what is not read. */
  close(): void;
  readonly etag: string | undefined;
  readonly lastModified: Date | undefined;
}

export interface SourceRequest {
  /** Of the answer that is known already; then `unchanged` may come back. */
  readonly etag: string | undefined;
  /** Seconds without a sign of life. */
  readonly timeout: number;
  readonly userAgent: string;
}

/** What `--from` names: an address as it is, a file by its absolute path. */
export function sourceName(from: string, currentDirectory: string): string {
  if (isAddress(from)) return from;
  if (!/^file:\/\//i.test(from)) return resolve(currentDirectory, from);
  try {
    return fileURLToPath(from);
  } catch {
    throw new IndexProblem(`${from}: is not the URL of a file on this machine.`);
  }
}

/** `source` is a `sourceName`. Rejects with `IndexProblem`; errors while reading come out of `bytes`, see `describeSourceError`. */
export async function openSource(source: string, request: SourceRequest): Promise<OpenSource | { readonly kind: 'unchanged' }> {
  return isAddress(source) ? await download(source, request) : await openFile(source);
}

/** An error of the network or the file system in a person's words. */
export function describeSourceError(error: unknown): string {
  const code = errorCode(error);
  return (code === undefined ? undefined : NETWORK_WORDS[code]) ?? describeError(error);
}

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host is not known, or this machine is offline',
  EAI_AGAIN: 'the host cannot be looked up; this machine may be offline',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'the host cannot be reached; this machine may be offline',
  ENETUNREACH: 'the network cannot be reached; this machine may be offline',
  ETIMEDOUT: 'the connection timed out',
  ABORT_ERR: 'it took too long altogether',
  EPROTO: 'the other side does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names further ones)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names further ones)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

function isAddress(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

async function openFile(path: string): Promise<OpenSource> {
  try {
    const handle = await open(path);
    const { mtime } = await handle.stat();
    const bytes = createReadStream(path, { fd: handle });
    return { kind: 'open', bytes, close: () => bytes.destroy(), etag: undefined, lastModified: mtime };
  } catch (error) {
    throw new IndexProblem(`${path}: cannot be read: ${describeError(error)}.`);
  }
}

async function download(address: string, request: SourceRequest): Promise<OpenSource | { readonly kind: 'unchanged' }> {
  const deadline = AbortSignal.timeout(LONGEST_DOWNLOAD);
  let url = parseAddress(address, address);
  for (let redirects = 0; ; redirects += 1) {
    const answer = await ask(url, address, request, deadline);
    const { statusCode: status = 0, statusMessage, headers } = answer;
    if (status === 200) return opened(answer);
    // Nothing of the body is wanted.
    answer.on('error', () => undefined).destroy();
    if (status === 304 && request.etag !== undefined) return { kind: 'unchanged' };
    if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) {
      throw new IndexProblem(`${address}: the server answered ${`${status} ${statusMessage ?? ''}`.trim()}.`);
    }
    if (redirects === MOST_REDIRECTS) throw new IndexProblem(`${address}: led on more than ${MOST_REDIRECTS} times.`);
    const next = parseAddress(headers.location, address, url);
    if (url.protocol === 'https:' && next.protocol !== 'https:')
      throw new IndexProblem(`${address}: leads from https to ${next.protocol}//, which is not followed.`);
    url = next;
  }
}

function parseAddress(text: string, address: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new IndexProblem(`${address}: is not an address${base === undefined ? '' : ' that leads anywhere'}.`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new IndexProblem(`${address}: leads to ${url.protocol}, which is not followed.`);
  return url;
}

function ask(url: URL, address: string, { etag, timeout, userAgent }: SourceRequest, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((fulfil, reject) => {
    // The bytes as they lie there: gzip is ours to undo.
    const headers = { 'user-agent': userAgent, 'accept-encoding': 'identity', ...(etag !== undefined && { 'if-none-match': etag }) };
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { headers, signal, agent: false });
    // Also ends a download that stands still: then it is the answer that tells why.
    let answer: IncomingMessage | undefined;
    request.setTimeout(timeout * 1000, () => (answer ?? request).destroy(new Error(`nothing came for ${timeout} seconds`)));
    request.on('error', (error) => reject(new IndexProblem(`${address}: cannot be fetched: ${describeSourceError(error)}.`)));
    request.on('response', (response) => {
      answer = response;
      fulfil(response);
    });
    request.end();
  });
}

function opened(answer: IncomingMessage): OpenSource {
  const { etag, 'last-modified': day } = answer.headers;
  const lastModified = day === undefined ? undefined : new Date(day);
  return {
    kind: 'open',
    bytes: answer,
    close: () => answer.destroy(),
    etag,
    lastModified: lastModified === undefined || Number.isNaN(lastModified.getTime()) ? undefined : lastModified,
  };
}
