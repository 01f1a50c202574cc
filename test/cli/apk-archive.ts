/** Makes what a repository serves as APKINDEX.tar.gz: a gzip member with the signature, and one with the index, which together are one tar archive. */
import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** Header and content, filled up to whole blocks; no end mark. */
export function tarFile(name: string, content: string | Uint8Array): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.fill(' ', 148, 156);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)]);
}

export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK);

/** Not a valid signature: it is apk that checks it when it installs. */
export function signature(): Buffer {
  return gzipSync(tarFile('.SIGN.RSA256.test.rsa.pub', Buffer.alloc(256, 7)));
}

export function apkArchive(index: string): Buffer {
  return Buffer.concat([signature(), gzipSync(Buffer.concat([tarFile('DESCRIPTION', 'test'), tarFile('APKINDEX', index), TAR_END]))]);
}
