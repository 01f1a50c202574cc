import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { catalogRange, findWorkspace, type Workspaces, workspacesAround, workspacesIn } from '../../../server/src/project/workspaces.ts';

const packages = {
  'apps/api/package.json': '{"name":"@acme/api"}',
  'apps/web/package.json': '{"name":"web"}',
  'packages/deep/one/package.json': '{"name":"@acme/one"}',
  'packages/ui/package.json': '{"name":"@acme/ui"}',
  'tools/package.json': '{"name":"tools"}',
};

function folders(workspaces: Workspaces | undefined): readonly string[] | undefined {
  return workspaces?.packages.map(({ folder }) => folder);
}

test('globs of npm, yarn and pnpm', () => {
  const of = (workspaces: unknown): readonly string[] | undefined =>
    folders(workspacesIn(memoryFiles({ ...packages, 'package.json': JSON.stringify({ workspaces }) }), ''));
  assert.deepEqual(of(['apps/*']), ['apps/api', 'apps/web']);
  assert.deepEqual(of(['packages/**']), ['packages/deep/one', 'packages/ui']);
  assert.deepEqual(of(['./tools', 'apps/{api,web}']), ['apps/api', 'apps/web', 'tools']);
  assert.deepEqual(of(['apps/*', '!apps/web']), ['apps/api']);
  assert.deepEqual(of({ packages: ['tools/'] }), ['tools']);
  assert.equal(of(undefined), undefined);
  const pnpm = workspacesIn(
    memoryFiles({ ...packages, 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n  - tools # the rest\n' }),
    '',
  );
  assert.deepEqual(folders(pnpm), ['apps/api', 'apps/web', 'tools']);
  assert.equal(pnpm?.declaredBy, 'pnpm-workspace.yaml');
});

test('a pnpm-workspace.yaml that is broken or holds settings only declares nothing', () => {
  assert.equal(
    workspacesIn(memoryFiles({ 'package.json': '{}', 'pnpm-workspace.yaml': 'onlyBuiltDependencies: [sharp]\n' }), ''),
    undefined,
  );
  assert.equal(workspacesIn(memoryFiles({ 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: [' }), ''), undefined);
});

test('a package is found by name, folder or unscoped name', () => {
  const workspaces = workspacesAround(
    memoryFiles({ ...packages, 'package.json': '{"workspaces":["apps/*","packages/*"]}' }),
    'apps/api/src',
  );
  assert.ok(workspaces !== undefined);
  for (const name of ['@acme/api', 'apps/api', './apps/api', 'api'])
    assert.equal(findWorkspace(workspaces, name)?.folder, 'apps/api', name);
  assert.equal(findWorkspace(workspaces, 'nobody'), undefined);
});

test('where folders cannot be listed the answer is incomplete', () => {
  const files = memoryFiles(
    { 'package.json': '{"workspaces":["tools","apps/*"]}', 'tools/package.json': '{"name":"tools"}' },
    { canList: false, others: 'unknown' },
  );
  const workspaces = workspacesIn(files, '');
  assert.deepEqual(folders(workspaces), ['tools']);
  assert.equal(workspaces?.complete, false);
});

test('catalogs of pnpm', () => {
  const files = memoryFiles({ 'pnpm-workspace.yaml': 'packages: [a]\ncatalog:\n  next: 15.0.0\ncatalogs:\n  old:\n    next: 14.0.0\n' });
  assert.equal(catalogRange(files, 'a', 'next', 'catalog:'), '15.0.0');
  assert.equal(catalogRange(files, 'a', 'next', 'catalog:old'), '14.0.0');
  assert.equal(catalogRange(files, 'a', 'react', 'catalog:'), undefined);
  assert.equal(catalogRange(files, 'a', 'next', '^15.0.0'), undefined);
});
