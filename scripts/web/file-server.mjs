// Serves the page, the files of VS Code and those of extensions and tests to a browser on this machine, and takes what the tests say.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** As a content delivery network has them: browsers run a worker's script under these types only, so .cjs has none. */
const types = /** @type {Readonly<Record<string, string>>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
});

/**
 * @param {object} content
 * @param {Readonly<Record<string, string>>} content.folders the folder behind each path, such as `/static`
 * @param {Readonly<Record<string, () => { type: string, text: string }>>} content.made what is made when it is asked for, by its path
 * @param {(text: string) => void} content.posted gets what is sent to `/results`
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function serveFiles({ folders, made, posted }) {
  const server = createServer((request, response) => {
    // Extensions come from another origin than the page, as on vscode.dev.
    response.setHeader('Access-Control-Allow-Origin', '*');
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (request.method === 'POST' && path === '/results') {
      let text = '';
      request.on('data', (/** @type {Buffer} */ data) => (text += String(data)));
      request.on('end', () => {
        posted(text);
        response.writeHead(204).end();
      });
      return;
    }
    try {
      const own = made[path]?.();
      if (own !== undefined) response.writeHead(200, { 'Content-Type': own.type }).end(own.text);
      else sendFile(fileOf(folders, path), response);
    } catch (error) {
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(String(error));
    }
  });
  await new Promise((/** @type {(value?: unknown) => void} */ listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => listening());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The file server has no port.');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { port: address.port, close };
}

/**
 * @param {Readonly<Record<string, string>>} folders
 * @param {string} path
 */
function fileOf(folders, path) {
  const [prefix, folder] = Object.entries(folders).find(([name]) => path.startsWith(`${name}/`)) ?? [];
  if (prefix === undefined || folder === undefined) return undefined;
  // Without `..` at its beginning: nothing outside is served.
  return join(folder, normalize(path.slice(prefix.length)));
}

/**
 * @param {string | undefined} file
 * @param {import('node:http').ServerResponse} response
 */
function sendFile(file, response) {
  if (file === undefined || !(statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}
