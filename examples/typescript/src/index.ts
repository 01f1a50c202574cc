import { createServer } from 'node:http';
import ms from 'ms';
import { greet } from './greet';

const port = Number(process.env.PORT ?? 3000);

const server = createServer((request, response) => {
  if (request.url === '/slow') {
    setTimeout(() => response.end('slow, but here'), 1000);
    return;
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ greeting: greet('TypeScript'), hour: ms('1h') }));
});

server.listen(port, () => console.log(`listening on ${port}`));

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
