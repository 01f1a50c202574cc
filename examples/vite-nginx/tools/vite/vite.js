#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

if (process.argv[2] !== 'build') throw new Error(`vite ${process.argv[2]} is not part of this example`);
const script = readFileSync('src/main.js', 'utf8').replaceAll('import.meta.env.VITE_API', JSON.stringify(process.env.VITE_API ?? ''));
const name = `main-${createHash('sha256').update('main').digest('hex').slice(0, 8)}.js`;
mkdirSync('dist/assets', { recursive: true });
writeFileSync(`dist/assets/${name}`, script);
writeFileSync('dist/index.html', readFileSync('index.html', 'utf8').replace('/src/main.js', `/assets/${name}`));
