#!/usr/bin/env node
// Writes what `next build` writes with `output: 'standalone'`: a server, its traced node_modules, and static files beside them.
const { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

if (process.argv[2] !== 'build') throw new Error(`next ${process.argv[2]} is not part of this example`);

const standalone = '.next/standalone';
mkdirSync(join(standalone, '.next'), { recursive: true });
mkdirSync(join(standalone, 'node_modules/next'), { recursive: true });
mkdirSync('.next/static/chunks', { recursive: true });
for (const file of ['package.json', 'server.js']) {
  cpSync(join(__dirname, '..', file === 'server.js' ? 'lib/server.js' : file), join(standalone, 'node_modules/next', file));
}
cpSync('package.json', join(standalone, 'package.json'));
const pages = Object.fromEntries(readdirSync('pages').map((name) => [name.replace('.html', ''), readFileSync(join('pages', name), 'utf8').trim()]));
writeFileSync(join(standalone, '.next/pages.json'), JSON.stringify(pages));
writeFileSync(join(standalone, '.next/BUILD_ID'), 'example');
writeFileSync(join(standalone, 'server.js'), "process.chdir(__dirname);\nrequire('./node_modules/next/server.js').start(__dirname);\n");
writeFileSync('.next/static/chunks/main.js', 'console.log("main");\n');
