import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { apkArchive, signature, TAR_END, tarFile } from './apk-archive.ts';
import { serve } from './index-server.ts';
import { type Finished, finish, folder, start } from './program.ts';

const OLD = 'P:curl\nV:8.9.0-r0\nT:a tool for URLs\nt:1767225600\n\nP:gone-soon\nV:1-r0\n';
const NEW =
  'P:curl\nV:8.9.0-r0\nT:a tool for URLs\n\nP:curl\nV:8.10.0-r0\nT:a tool for URLs\np:cmd:curl=8.10.0-r0 url-client\nt:1798761600\n\nP:curl-dev\nV:8.10.0-r0\nT:headers\n';

interface Place {
  readonly cache: string;
  readonly run: (...argv: readonly string[]) => Promise<Finished>;
  /** Content of the cache file; undefined when there is none. */
  readonly kept: () => string | undefined;
}

function place(t: TestContext, files: Readonly<Record<string, string>> = {}): Place {
  const cwd = folder(t, files);
  const cache = join(cwd, 'cache/of/mine');
  return {
    cache,
    run: (...argv) => finish(start(argv, cwd, { MIGRATE_TO_CHAINGUARD_CACHE: cache })),
    kept() {
      if (!existsSync(cache)) return undefined;
      const names = readdirSync(cache);
      assert.ok(names.length <= 1, `left behind: ${names.join(' ')}`);
      return names[0] === undefined ? undefined : readFileSync(join(cache, names[0]), 'utf8');
    },
  };
}

/** A place with an index of 2026-01-01 in its cache. */
async function filled(t: TestContext, files: Readonly<Record<string, string>> = {}): Promise<Place> {
  const made = place(t, files);
  const { address } = await serve(t, (_, response) => void response.end(apkArchive(OLD)));
  const { code, stderr } = await made.run('index', 'update', '--from', address);
  assert.deepEqual([code, stderr], [0, '']);
  return made;
}

test('an index is fetched, kept, told, searched and removed', async (t) => {
  const { run, kept, cache } = place(t);
  const { address, requests } = await serve(t, (_, response) => void response.end(apkArchive(NEW)));
  assert.match(
    (await run('index', 'status')).stdout,
    /^bundled +\d{4}-\d\d-\d\d +\d+ packages, \d+ virtual names\n +from wolfi-dev\/os @\w+\nrefreshed +none/,
  );

  const from = `${address}/x86_64/APKINDEX.tar.gz`;
  const updated = await run('index', 'update', '--from', from);
  assert.deepEqual([updated.code, updated.stderr], [0, '']);
  assert.match(updated.stdout, /^Wolfi index of 2027-01-01: 2 packages, 2 virtual names\.$/m);
  assert.equal(requests[0]?.headers['accept-encoding'], 'identity');
  assert.match(requests[0]?.headers['user-agent'] ?? '', /^migrate-to-chainguard\/\d/);

  const status = await run('index', 'status');
  assert.match(status.stdout, /^refreshed +2027-01-01 +2 packages, 2 virtual names$/m);
  assert.ok(status.stdout.includes(from) && status.stdout.includes(cache), status.stdout);

  const found = await run('index', 'search', 'curl');
  assert.equal(found.stdout, 'curl      8.10.0-r0  a tool for URLs\ncurl-dev  8.10.0-r0  headers\nWolfi index of 2027-01-01.\n');
  assert.equal((await run('index', 'search', 'url-client')).stdout, 'url-client  -  provided by curl\nWolfi index of 2027-01-01.\n');
  assert.match(
    (await run('index', 'search', '--limit', '1', 'curl')).stdout,
    /^curl +8\.10\.0-r0 .*\nWolfi index of 2027-01-01, the first 1\.\n$/,
  );
  assert.match((await run('index', 'search', '--index', 'bundled', 'libvips')).stdout, /^libvips +\d/);
  assert.match((await run('index', 'search', 'no-such-package')).stdout, /^No package of 2027-01-01 has "no-such-package" in its name\.$/m);

  assert.match((await run('index', 'reset')).stdout, /is removed/);
  assert.equal(kept(), undefined);
  assert.match((await run('index', 'reset')).stdout, /There was no/);
  assert.match((await run('index', 'search', '--index', 'refreshed', 'curl')).stderr, /no refreshed Wolfi index/);
});

test('from a file, by path and by URL', async (t) => {
  const { run, kept, cache } = place(t);
  const file = join(cache, '../../../APKINDEX.tar.gz');
  writeFileSync(file, apkArchive(NEW));
  assert.equal((await run('index', 'update', '--from', 'APKINDEX.tar.gz')).code, 0);
  assert.ok(kept()?.includes(JSON.stringify(file)));
  assert.equal((await run('index', 'update', '--from', pathToFileURL(file).href)).code, 0);
  const missing = await run('index', 'update', '--from', 'nowhere.tar.gz');
  assert.deepEqual([missing.code, missing.stdout], [2, '']);
  assert.match(missing.stderr, /nowhere\.tar\.gz: cannot be read: does not exist\.\n$/);
});

test('what has not changed is not sent again', async (t) => {
  const { run, kept } = place(t);
  let tag = '"one"';
  const { address, requests } = await serve(t, (request, response) => {
    if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
    else response.writeHead(200, { etag: tag }).end(apkArchive(tag === '"one"' ? OLD : NEW));
  });
  await run('index', 'update', '--from', address);
  const before = kept();
  const again = await run('index', 'update', '--from', address);
  assert.deepEqual([again.code, again.stderr], [0, '']);
  assert.match(again.stdout, /2026-01-01: .*\(unchanged\)/);
  assert.equal(kept(), before);

  tag = '"two"';
  assert.match((await run('index', 'update', '--from', address)).stdout, /2027-01-01/);
  // Another address has another answer.
  await run('index', 'update', '--from', `${address}/other`);
  assert.deepEqual(
    requests.map(({ headers }) => headers['if-none-match']),
    [undefined, '"one"', '"one"', undefined],
  );
});

test('redirects are followed, but not for ever', async (t) => {
  const { run } = place(t);
  const { address } = await serve(t, (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end(apkArchive(NEW));
    else response.writeHead(302, { location: `/${left - 1}` }).end('Moved');
  });
  assert.equal((await run('index', 'update', '--from', `${address}/5`)).code, 0);
  const tooMany = await run('index', 'update', '--from', `${address}/6`);
  assert.equal(tooMany.code, 2);
  assert.match(tooMany.stderr, /led on more than 5 times/);
});

const GOOD = apkArchive(NEW);
const WRONG_TAR = tarFile('APKINDEX', NEW);
WRONG_TAR.write('9', 4);
const WRONG_GZIP = Buffer.from(GOOD);
WRONG_GZIP.writeUInt32LE(1, GOOD.length - 8);

const send =
  (body: string | Uint8Array, status = 200, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

const FAILURES: readonly { readonly name: string; readonly answer: RequestListener; readonly told: RegExp }[] = [
  { name: 'a truncated file', answer: send(GOOD.subarray(0, -20)), told: /is no usable APKINDEX\.tar\.gz: it ends in the middle/ },
  {
    name: 'a truncated archive',
    answer: send(gzipSync(tarFile('APKINDEX', NEW).subarray(0, 600))),
    told: /its tar archive ends in the middle/,
  },
  { name: 'a signature without an index', answer: send(signature()), told: /holds no APKINDEX/ },
  {
    name: 'a wrong checksum in the archive',
    answer: send(Buffer.concat([signature(), gzipSync(Buffer.concat([WRONG_TAR, TAR_END]))])),
    told: /a header with a wrong checksum/,
  },
  { name: 'a wrong checksum of the compression', answer: send(WRONG_GZIP), told: /damaged \(incorrect data check\)/ },
  { name: 'a page that is not gzip', answer: send('<!doctype html><title>Sign in</title>'), told: /it is not gzip/ },
  { name: 'an index that is none', answer: send(apkArchive('<!doctype html>\n')), told: /its APKINDEX is none: it holds no record/ },
  { name: 'nothing', answer: send(''), told: /it is empty/ },
  { name: '404', answer: send('not here', 404), told: /the server answered 404 Not Found\.$/m },
  { name: '304 to a question without a tag', answer: send('', 304), told: /the server answered 304/ },
  { name: 'a redirect to nowhere', answer: send('', 302), told: /the server answered 302/ },
  {
    name: 'a redirect to a file',
    answer: send('', 301, { location: 'file:///etc/hostname' }),
    told: /leads to file:, which is not followed/,
  },
  {
    name: 'a connection that is broken off',
    answer: (_, response) =>
      void response.writeHead(200, { 'content-length': '99999' }).write(GOOD.subarray(0, 40), () => response.destroy()),
    told: /cannot be read to its end: the connection was broken off/,
  },
  { name: 'no answer', answer: () => undefined, told: /cannot be fetched: nothing came for 1 seconds\.$/m },
  {
    name: 'an answer that stands still',
    answer: (_, response) => void response.writeHead(200).write(GOOD.subarray(0, 40)),
    told: /cannot be read to its end: nothing came for 1 seconds\.$/m,
  },
];

for (const { name, answer, told } of FAILURES) {
  test(`${name}: one line, exit code 2, and the old index stays`, async (t) => {
    const { run, kept } = await filled(t);
    const before = kept();
    const { address } = await serve(t, answer);
    const { code, stdout, stderr } = await run('index', 'update', '--timeout', '1', '--from', `${address}/APKINDEX.tar.gz`);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, told);
    assert.match(stderr, /^migrate-to-chainguard: http:[^\n]+\n$/);
    assert.equal(kept(), before);
  });
}

test('offline: one line, exit code 2, and the old index stays', async (t) => {
  const { run, kept } = await filled(t);
  const before = kept();
  const { address, close } = await serve(t, () => undefined);
  await close();
  const { code, stderr } = await run('index', 'update', '--from', address);
  assert.equal(code, 2);
  assert.match(stderr, /^migrate-to-chainguard: http:\S+: cannot be fetched: the connection was refused\.\n$/);
  assert.equal(kept(), before);
});

test('a damaged index is told, replaced by the next one, and removed by reset', async (t) => {
  const { run, kept, cache } = await filled(t);
  const [name = ''] = readdirSync(cache);
  const good = kept() ?? '';
  const unsorted = JSON.stringify({ ...JSON.parse(good), packages: ['b 1', 'a 1'] });
  for (const bad of [good.slice(0, 40), '[]', 'null', '{"format":2}', unsorted]) {
    writeFileSync(join(cache, name), bad);
    const { code, stderr } = await run('index', 'status');
    assert.equal(code, 2);
    assert.match(stderr, /is damaged\. Fetch it again with index update, or remove it with index reset\.\n$/);
  }
  const { address } = await serve(t, send(GOOD));
  assert.equal((await run('index', 'update', '--from', address)).code, 0);
  assert.equal((await run('index', 'status')).code, 0);
  writeFileSync(join(cache, name), '');
  assert.equal((await run('index', 'reset')).code, 0);
});

const APPLICATION = {
  Dockerfile:
    'FROM node:22\nRUN apt-get update && apt-get install -y sl-of-2027 imagemagick\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n',
  'app.js': '',
  '.dockerignore': 'node_modules\n',
  'refreshed.json': '{ "index": "refreshed" }',
};

test('a conversion uses the refreshed index only when it is asked to, and says so', async (t) => {
  const { run } = place(t, APPLICATION);
  const convert = async (
    ...options: string[]
  ): Promise<{ wolfiIndex?: unknown; files: { output: string | null; findings: { message: string }[] }[] }> =>
    JSON.parse((await run('--format', 'json', ...options, 'Dockerfile')).stdout);
  const bundled = await convert();
  const without = await run('--index', 'refreshed', 'Dockerfile');
  assert.deepEqual([without.code, without.stdout], [2, '']);
  assert.match(without.stderr, /no refreshed Wolfi index yet/);

  const { address } = await serve(t, send(apkArchive('P:sl-of-2027\nV:1-r0\nt:1798761600\n\nP:imagemagick\nV:8-r0\n')));
  await run('index', 'update', '--from', address);
  assert.deepEqual(await convert(), bundled);
  assert.deepEqual(await convert('--index', 'bundled'), bundled);
  assert.equal(bundled.wolfiIndex, undefined);
  assert.doesNotMatch(bundled.files[0]?.output ?? '', /apk add[^\n]*sl-of-2027/);

  const refreshed = await convert('--index', 'refreshed');
  assert.deepEqual(refreshed.wolfiIndex, { kind: 'refreshed', date: '2027-01-01' });
  assert.match(refreshed.files[0]?.output ?? '', /apk add[^\n]*sl-of-2027/);
  assert.deepEqual(await convert('--config', 'refreshed.json'), refreshed);
});

test('wrong use of index', async (t) => {
  const { run } = place(t);
  const told = async (...argv: string[]): Promise<string> => {
    const { code, stderr } = await run('index', ...argv);
    assert.equal(code, 2);
    return stderr;
  };
  assert.match(await told(), /index takes update, status, search TEXT or reset/);
  assert.match(await told('fetch'), /index takes update/);
  assert.match(await told('search'), /needs a text/);
  assert.match(await told('status', '--from', 'x'), /--from does not go with index status/);
  assert.match(await told('update', '--timeout', '0'), /--timeout takes whole seconds/);
  assert.match(await told('reset', 'all'), /takes no further words/);
  assert.match((await run('index', '--help')).stdout, /index search TEXT/);
});
