const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');

const schema = JSON.parse(readFileSync(`${process.env.DATA_FOLDER}/schema.json`, 'utf8'));

createServer((request, response) => {
  response.end(`schema ${schema.version}, mode ${process.env.MODE}, arguments ${process.argv.slice(2).join(' ')}`);
}).listen(3000);
