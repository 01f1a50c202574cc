const { createServer } = require('node:http');
const ms = require('ms');

const server = createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('done'), 1000);
  else response.end(`a day has ${ms('1d')} milliseconds`);
});
server.listen(3000);

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.close(() => process.exit(0)));
