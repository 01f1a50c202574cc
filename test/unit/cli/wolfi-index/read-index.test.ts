import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { INDEX_LIMITS, type IndexLimits, readIndex } from '../../../../server/src/cli/wolfi-index/read-index.ts';
import { apkArchive, TAR_END, tarFile } from '../../../cli/apk-archive.ts';

const INDEX = 'P:äöü-no-name\nV:1\n\nP:curl\nV:8-r0\nT:Übertragung\n\nP:jq\nV:1.8-r0\n';

async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function packagesOf(bytes: Uint8Array, size = bytes.length): Promise<readonly string[]> {
  return (await readIndex(inPieces(bytes, size))).packages;
}

test('the bytes may come in pieces of any size', async () => {
  const archive = apkArchive(INDEX);
  for (const size of [1, 7, 511, 512, 513, archive.length]) {
    const { packages, descriptions, skipped } = await readIndex(inPieces(archive, size));
    assert.deepEqual([packages, descriptions, skipped], [['curl 8-r0', 'jq 1.8-r0'], ['curl Übertragung'], 1]);
  }
});

test('segments with end marks of their own, other files around, a name with ./, no filling at the end', async () => {
  const around = [tarFile('README', 'x'.repeat(700)), TAR_END, tarFile('other/APKINDEX', 'P:wrong\nV:1\n'), tarFile('empty', '')];
  assert.deepEqual(await packagesOf(gzipSync(Buffer.concat([...around, tarFile('./APKINDEX', INDEX), ...around]))), [
    'curl 8-r0',
    'jq 1.8-r0',
  ]);
  assert.deepEqual(await packagesOf(gzipSync(Buffer.concat([tarFile('APKINDEX', INDEX), Buffer.alloc(100)]))), ['curl 8-r0', 'jq 1.8-r0']);
});

test('a folder of that name is not the file; of two files the first counts', async () => {
  const asFolder = tarFile('APKINDEX', '');
  asFolder.write('5', 156);
  asFolder.fill(' ', 148, 156);
  const sum = asFolder.reduce((all, byte) => all + byte, 0);
  asFolder.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  await assert.rejects(packagesOf(gzipSync(asFolder)), /holds no APKINDEX/);
  const both = Buffer.concat([asFolder, tarFile('APKINDEX', INDEX), tarFile('APKINDEX', 'P:late\nV:1\n')]);
  assert.deepEqual(await packagesOf(gzipSync(both)), ['curl 8-r0', 'jq 1.8-r0']);
});

test('every truncation is noticed', async () => {
  const archive = apkArchive(INDEX);
  for (let length = 0; length < archive.length; length += 1) {
    await assert.rejects(packagesOf(archive.subarray(0, length), 64), `${length} of ${archive.length} bytes`);
  }
});

test('sizes are bounded', async () => {
  const limited = (limits: Partial<IndexLimits>, text = INDEX): Promise<unknown> =>
    readIndex(inPieces(apkArchive(text), 100), { ...INDEX_LIMITS, ...limits });
  await assert.rejects(limited({ packed: 200 }), /it is larger than 0 MB/);
  await assert.rejects(
    limited({ unpacked: 2 * 1024 * 1024 }, `${INDEX}${'\n'.repeat(3 * 1024 * 1024)}`),
    /its content is larger than 2 MB/,
  );
  await assert.rejects(limited({ line: 1000 }, `P:a\nV:1\nT:${'x'.repeat(200_000)}`), /a line without an end/);
});

test('an error of the source comes through as it is', async () => {
  const failing = async function* (): AsyncIterable<Uint8Array> {
    yield apkArchive(INDEX).subarray(0, 100);
    throw new RangeError('the disk is gone');
  };
  await assert.rejects(readIndex(failing()), { name: 'RangeError', message: 'the disk is gone' });
});
