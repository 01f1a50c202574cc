import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 3000);
const server = createServer((request, response) => {
  if (request.url === '/healthz') response.end('ok');
  else if (request.url === '/slow') setTimeout(() => response.end('done'), 1000);
  else response.writeHead(request.url === '/' ? 200 : 404, { 'x-app': 'healthcheck' }).end('up');
});
server.listen(port);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
