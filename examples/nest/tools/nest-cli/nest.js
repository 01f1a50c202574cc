#!/usr/bin/env node
const { cpSync, rmSync } = require('node:fs');

if (process.argv[2] !== 'build') throw new Error(`nest ${process.argv[2]} is not part of this example`);
rmSync('dist', { recursive: true, force: true });
cpSync('src', 'dist', { recursive: true });
