// Bundles what ships into dist/: `node scripts/build.mjs [--dev] [--watch] [NAME…]`, a name being `client`, `server`, `cli`, … (default: all).
// --dev: source maps, readable names. --watch: --dev, and again after each change.
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';
import { languageClientApart } from './build/language-client-apart.mjs';
import { withoutRegistryClient } from './build/without-registry-client.mjs';

const { values: cli, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { dev: { type: 'boolean' }, watch: { type: 'boolean' } },
});
const dev = cli.dev === true || cli.watch === true;
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: { PRODUCT_VERSION: JSON.stringify(version) },
  plugins: [withoutRegistryClient],
};
/**
 * Bundles are CommonJS: one for Node would die on its dependencies' dynamic `require` as an ES module, and VS Code for the Web loads no ES
 * modules. It goes by the `type` of the manifest, so the sources have theirs in package.json files of their own. `module` before `main`: the UMD wrapper of
 * jsonc-parser hides its parts from the bundler.
 * @type {import('esbuild').BuildOptions}
 */
const node = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
/**
 * `import()` becomes a late `require`: VS Code knows whose `vscode` a module asks for only where it was required.
 * @type {import('esbuild').BuildOptions}
 */
const client = { ...node, external: ['vscode'], supported: { 'dynamic-import': false } };
/** @type {import('esbuild').BuildOptions} */
const web = { platform: 'browser', format: 'cjs', target: 'es2022', conditions: ['browser'] };
/**
 * Runs in Node and in a web worker, which has no `require`. What only one of them can load is loaded by its own entry point; of what both
 * load, yaml and l10n ask for modules of Node in their builds for Node.
 * @type {import('esbuild').BuildOptions}
 */
const anywhere = {
  ...node,
  conditions: ['browser'],
  alias: { yaml: './node_modules/yaml/browser/index.js', '@vscode/l10n': './node_modules/@vscode/l10n/dist/browser.js' },
};

/** @type {readonly { entry: string, outfile: string, options: import('esbuild').BuildOptions }[]} */
const bundles = [
  {
    entry: 'client/src/extension.ts',
    outfile: 'dist/client.cjs',
    options: { ...client, plugins: [withoutRegistryClient, languageClientApart] },
  },
  { entry: 'client/src/server-process.ts', outfile: 'dist/language-client.cjs', options: client },
  { entry: 'client/webview/report-panel.ts', outfile: 'dist/report-panel.js', options: { ...web, format: 'iife' } },
  { entry: 'client/webview/report-panel.css', outfile: 'dist/report-panel.css', options: { target: 'chrome120' } },
  { entry: 'server/src/main.ts', outfile: 'dist/server.js', options: anywhere },
  { entry: 'server/src/cli.ts', outfile: 'dist/cli.cjs', options: { ...node, banner: { js: '#!/usr/bin/env node' } } },
  { entry: 'client/src/extension.web.ts', outfile: 'dist/client.web.js', options: { ...web, external: ['vscode'] } },
];

if (cli.watch) console.log('build started');
for (const { entry, outfile, options: own } of bundles) {
  const name = /dist\/(.*)\.\w+$/.exec(outfile)?.[1] ?? '';
  if (names.length > 0 && !names.includes(name)) continue;
  if (!existsSync(entry)) {
    rmSync(outfile, { force: true });
    console.log(`${outfile.padEnd(20)} skipped: ${entry} does not exist`);
    continue;
  }
  const all = { ...shared, ...own, entryPoints: [entry], outfile };
  if (cli.watch) {
    const watcher = await context(all);
    await watcher.rebuild().catch(() => {});
    await watcher.watch();
    console.log(`${outfile.padEnd(20)} watched`);
  } else {
    await bundle(outfile, all);
  }
}
if (cli.watch) console.log('build finished');

/**
 * @param {string} outfile
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(outfile, options) {
  try {
    const { metafile } = await build(options);
    if (!dev) rmSync(`${outfile}.map`, { force: true });
    // `npm link` marks it as a program once; the next build must not take that away.
    if (outfile.endsWith('cli.cjs')) chmodSync(outfile, 0o755);
    if (metafile !== undefined) report(outfile, metafile);
  } catch {
    // esbuild has printed what is wrong. Nobody shall run what was built before.
    rmSync(outfile, { force: true });
    console.log(`${outfile.padEnd(20)} failed`);
    process.exitCode = 1;
  }
}

/**
 * Prints a bundle's size and what weighs most in it.
 * @param {string} outfile
 * @param {import('esbuild').Metafile} metafile
 */
function report(outfile, metafile) {
  const output = metafile.outputs[outfile];
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const owner = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/').slice(0, 2).join('/');
    weights.set(owner, (weights.get(owner) ?? 0) + bytesInOutput);
  }
  const heaviest = [...weights].sort((a, b) => b[1] - a[1]).slice(0, 4);
  console.log(
    `${outfile.padEnd(20)} ${kilobytes(output?.bytes ?? 0)}  (${heaviest.map(([owner, bytes]) => `${owner} ${kilobytes(bytes)}`).join(', ')})`,
  );
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} KB`;
}
