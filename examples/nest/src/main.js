require('reflect-metadata');
const { createServer } = require('node:http');
const { hello } = require('./app.service');

const server = createServer((request, response) => {
  if (request.url === '/health') return response.end('ok');
  response.end(hello(process.env.GREETING));
});
server.listen(process.env.PORT ?? 3000);

process.on('SIGTERM', () => server.close(() => process.exit(0)));
