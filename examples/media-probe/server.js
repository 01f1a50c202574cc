import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE = 8000;

// Asked for /2 it writes two seconds of silence and lets ffprobe say how long they are.
const server = createServer((request, response) => {
  const file = join(tmpdir(), `silence-${process.pid}.wav`);
  writeFileSync(file, silence(Number(request.url.slice(1))));
  try {
    const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'default=nw=1:nk=1', file];
    response.end(execFileSync('ffprobe', args, { encoding: 'utf8' }));
  } catch (error) {
    response.writeHead(500).end(error.message);
  } finally {
    rmSync(file);
  }
});
server.listen(3000);
process.on('SIGTERM', () => server.close());

function silence(seconds) {
  const data = Buffer.alloc(seconds * RATE * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
