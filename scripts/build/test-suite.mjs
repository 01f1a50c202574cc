// Bundles test/vscode/ into out/vscode/, for the extension host. Mocha stays outside: it is found in node_modules.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const suites = readdirSync('test/vscode', { recursive: true, encoding: 'utf8' }).filter(
  (name) => name === 'index.ts' || name.endsWith('.test.ts'),
);
rmSync('out/vscode', { recursive: true, force: true });
await build({
  entryPoints: suites.map((name) => `test/vscode/${name}`),
  outdir: 'out/vscode',
  outbase: 'test/vscode',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Mocha's main file is an ES module, and the Node versions of the hosts do not agree on what `require` makes of one.
  alias: { mocha: 'mocha/lib/mocha.cjs' },
  external: ['vscode', 'mocha/*'],
  sourcemap: 'inline',
  logLevel: 'warning',
});
