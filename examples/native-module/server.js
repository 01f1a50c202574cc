const { createServer } = require('node:http');
const { hash, verify } = require('@node-rs/argon2');
const bcrypt = require('bcrypt');

createServer(async (request, response) => {
  const argon2 = await verify(await hash('secret'), 'secret');
  const old = await bcrypt.compare('secret', await bcrypt.hash('secret', 4));
  response.end(`argon2 ${argon2}, bcrypt ${old}`);
}).listen(3000);
