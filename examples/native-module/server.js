const { createServer } = require('node:http');
const { hash, verify } = require('@node-rs/argon2');
const bcrypt = require('bcrypt');
const { sense } = require('event-loop-stats');

createServer(async (request, response) => {
  const argon2 = await verify(await hash('secret'), 'secret');
  const old = await bcrypt.compare('secret', await bcrypt.hash('secret', 4));
  response.end(`argon2 ${argon2}, bcrypt ${old}, loop ${typeof sense().max}`);
}).listen(3000);
