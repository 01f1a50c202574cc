import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { declaredDependency, own, type PackageJson, parsePackageJson, readPackageJson } from '../../../server/src/project/package-json.ts';

function parsed(value: unknown): PackageJson {
  const result = parsePackageJson(JSON.stringify(value), 'package.json');
  assert.ok(result.kind === 'read');
  return result.packageJson;
}

test('fields of the right type are taken, others count as absent', () => {
  const good = parsed({
    name: '@acme/api',
    version: '1.2.3',
    main: 'dist/main.js',
    type: 'module',
    packageManager: 'pnpm@9.1.0',
    scripts: { start: 'node .' },
    dependencies: { a: '1' },
    devDependencies: { b: '2' },
    optionalDependencies: { c: '3' },
    engines: { node: '>=20' },
    workspaces: ['packages/*'],
    bin: './cli.js',
    allowScripts: { sharp: true, esbuild: false },
  });
  assert.equal(good.name, '@acme/api');
  assert.equal(good.type, 'module');
  assert.deepEqual(good.bin, { api: './cli.js' });
  assert.deepEqual(good.workspaces, ['packages/*']);
  assert.deepEqual(good.allowScripts, ['sharp']);
  const bad = parsed({
    name: 5,
    scripts: ['x'],
    dependencies: null,
    main: {},
    type: 'esm',
    workspaces: 'x',
    bin: { a: 1, b: 'b.js' },
    engines: 'x',
  });
  assert.equal(bad.name, undefined);
  assert.deepEqual(bad.scripts, {});
  assert.deepEqual(bad.dependencies, {});
  assert.equal(bad.main, undefined);
  assert.equal(bad.type, 'commonjs');
  assert.deepEqual(bad.workspaces, []);
  assert.deepEqual(bad.bin, { b: 'b.js' });
});

test('the other spellings of workspaces and allowed scripts', () => {
  assert.deepEqual(parsed({ workspaces: { packages: ['a', 1], nohoist: [] } }).workspaces, ['a']);
  assert.equal(parsed({ allowScripts: true }).allowScripts, true);
  assert.deepEqual(parsed({ allowScripts: ['sharp@1'] }).allowScripts, ['sharp@1']);
  assert.equal(parsed({}).allowScripts, undefined);
  assert.deepEqual(parsed({ pnpm: { onlyBuiltDependencies: ['esbuild'] } }).onlyBuiltDependencies, ['esbuild']);
});

test('names of Object.prototype are no scripts', () => {
  assert.equal(own(parsed({ scripts: {} }).scripts, 'constructor'), undefined);
  assert.equal(declaredDependency(parsed({}), 'toString'), undefined);
});

test('a dependency with its group', () => {
  const packageJson = parsed({ dependencies: { a: '^1' }, devDependencies: { a: '^2', b: '^3' } });
  assert.deepEqual(declaredDependency(packageJson, 'a'), { range: '^1', group: 'dependencies' });
  assert.deepEqual(declaredDependency(packageJson, 'b'), { range: '^3', group: 'devDependencies' });
});

test('failures are values', () => {
  const files = memoryFiles({ 'broken.json': '{ "name": ', 'list.json': '[]', 'marked.json': '\uFEFF{"name":"a"}', 'closed.json': null });
  const kinds = ['broken.json', 'list.json', 'marked.json', 'closed.json', 'gone.json'].map((path) => readPackageJson(files, path).kind);
  assert.deepEqual(kinds, ['malformed', 'malformed', 'read', 'unreadable', 'absent']);
});
