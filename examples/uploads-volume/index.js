const { createServer } = require('node:http');
const { createWriteStream, readFileSync, readdirSync } = require('node:fs');
const { basename, join } = require('node:path');

const folder = process.env.UPLOADS;

createServer((request, response) => {
  const name = basename(request.url);
  if (request.method === 'PUT') {
    const file = createWriteStream(join(folder, name));
    file.on('error', (error) => response.writeHead(500).end(error.message));
    request.pipe(file).on('finish', () => response.writeHead(201).end(name));
  } else if (name === '') response.end(JSON.stringify(readdirSync(folder).sort()));
  else response.end(readFileSync(join(folder, name)));
}).listen(3000);
