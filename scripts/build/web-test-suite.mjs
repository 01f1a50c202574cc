// Bundles test/web/ into out/web/, for the extension host in a web worker.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * The suites are those of the desktop; a browser has the package `assert` in place of Node's module.
 * @type {import('esbuild').Plugin}
 */
const assertions = {
  name: 'assertions',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: 'strict', namespace: 'assertions' }));
    bundle.onLoad({ filter: /^strict$/, namespace: 'assertions' }, () => ({
      contents: 'module.exports = require("assert").strict;',
      resolveDir: process.cwd(),
    }));
  },
};
/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  external: ['vscode'],
  plugins: [assertions],
  define: { process: '{"env":{}}', global: 'globalThis' },
  sourcemap: 'inline',
  logLevel: 'warning',
};
rmSync('out/web', { recursive: true, force: true });
mkdirSync('out/web/virtual-repository', { recursive: true });
// VS Code looks for the host of the tests by the extension that holds them. Mocha's script puts itself in the place of what a module exports.
await build({
  ...shared,
  entryPoints: ['test/web/index.ts'],
  outfile: 'out/web/virtual-repository/index.js',
  footer: { js: 'module.exports = { run };' },
});
await build({
  ...shared,
  entryPoints: ['test/web/virtual-repository/extension.ts'],
  outfile: 'out/web/virtual-repository/extension.js',
});
cpSync('test/web/virtual-repository/manifest.json', 'out/web/virtual-repository/package.json');
