import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import isNumber from 'is-number';

mkdirSync('dist', { recursive: true });
const text = readFileSync('src/server.js', 'utf8').replaceAll('BUILT_WITH', isNumber(1) ? 'development dependencies' : 'nothing');
writeFileSync('dist/server.js', text);
