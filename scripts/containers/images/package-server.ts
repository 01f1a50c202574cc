/** Serves the files of packages to the stand-in of apk: builds use the network of the machine. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/**
 * Starts on a free port of the loopback interface, and ends with the process.
 * @param folder holds `KIND/NAME.tar`
 * @returns the address, without a slash at its end
 */
export async function servePackages(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const name = /^\/([a-z]+\/[a-zA-Z0-9.+-]+\.tar)$/.exec(request.url ?? '')?.[1];
    const file = join(folder, name ?? '');
    if (name === undefined || !existsSync(file)) response.writeHead(404).end();
    else createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
