const { createServer } = require('node:http');

createServer((request, response) => {
  response.end(JSON.stringify({ features: process.env.FEATURES, arguments: process.argv.slice(2) }));
}).listen(3000);
process.on('SIGTERM', () => process.exit(0));
