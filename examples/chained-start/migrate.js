const { writeFileSync } = require('node:fs');

writeFileSync('schema.json', JSON.stringify({ version: 3 }));
console.log('schema is at version 3');
