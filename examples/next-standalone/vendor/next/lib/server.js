const { createServer } = require('node:http');
const { mkdirSync, readFileSync, writeFileSync, existsSync } = require('node:fs');
const { join } = require('node:path');

// The cache of rendered pages is written at run time, as Next.js does it below .next/cache.
exports.start = (folder) => {
  const pages = JSON.parse(readFileSync(join(folder, '.next/pages.json'), 'utf8'));
  const cache = join(folder, '.next/cache');
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const page = pages[path === '/' ? 'index' : path.slice(1)];
    const file = path.startsWith('/_next/static/') ? join(folder, '.next/static', path.slice(14)) : join(folder, 'public', path);
    if (page !== undefined) {
      mkdirSync(cache, { recursive: true });
      writeFileSync(join(cache, 'last.html'), page);
      response.end(page);
    } else if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end('not found');
  });
  server.listen(Number(process.env.PORT || 3000), process.env.HOSTNAME || '0.0.0.0');
};
