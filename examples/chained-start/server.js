const { createServer } = require('node:http');
const { version } = require('./schema.json');

createServer((request, response) => response.end(`schema ${version}`)).listen(process.env.PORT);
process.on('SIGTERM', () => process.exit(0));
