const { mkdirSync, writeFileSync } = require('node:fs');

// What a schema migration would do: it leaves a trace that the server needs.
mkdirSync(process.env.DATA_FOLDER, { recursive: true });
writeFileSync(`${process.env.DATA_FOLDER}/schema.json`, JSON.stringify({ version: 7 }));
console.log('migrated to version 7');
