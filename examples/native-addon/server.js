const { createServer } = require('node:http');
const ms = require('ms');
const { sum } = require('./build/Release/sum.node');

const server = createServer((request, response) => response.end(`6 = ${sum([1, 2, 3])}, ${ms('1h')}`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
