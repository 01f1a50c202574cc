#!/usr/bin/env node
// The application of the must-fail cases: without a handler for SIGTERM unless HANDLER says which.
const { createServer } = require('node:http');
const { name } = require('./src/name.js');

const server = createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('slow'), 1000);
  else response.end(`${name} in ${process.env.MODE}`);
});
server.listen(process.env.PORT ?? 3000);

if (process.env.HANDLER === 'wait') process.on('SIGTERM', () => server.close(() => process.exit(0)));
if (process.env.HANDLER === 'leave') process.on('SIGTERM', () => process.exit(0));
