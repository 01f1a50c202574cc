const { createServer } = require('node:http');

const server = createServer((request, response) => {
  response.end(request.url === '/health' ? 'healthy\n' : 'Hello from Chainguard\n');
});
server.listen(3000);
process.on('SIGTERM', () => server.close());
