import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import { classic } from './dockerfiles.ts';
import { pullingClient } from './server-process.ts';
import { NAME, type Project, project } from './settings-project.ts';

const folder = 'repository/packages/api';
const git = { 'repository/.git/HEAD': 'ref: refs/heads/main\n' };

/** A package of a repository is open, and nothing else of it. */
async function openPackage(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  capabilities?: ClientCapabilities,
): Promise<Project & { readonly registry: () => Promise<string | undefined> }> {
  const opened = await project(
    t,
    { [`${folder}/package.json`]: '{}', ...files },
    { folderNames: [folder], ...(capabilities && { capabilities }) },
  );
  await opened.server.open(opened.uri(`${folder}/Dockerfile`), classic);
  const registry = async (): Promise<string | undefined> => /^FROM ([^/]+)/.exec((await opened.migrate(`${folder}/Dockerfile`)).text)?.[1];
  return { ...opened, registry };
}

test('a settings file above the folder that is open holds for it, with patterns relative to the file', async (t) => {
  const { server, registry, migrate, uri, changed, write, published } = await openPackage(t, {
    ...git,
    [`repository/${NAME}`]: '{ "registry": "above.example", "ignore": ["packages/*/old/"] }',
  });
  assert.equal(await registry(), 'above.example');
  await server.open(uri(`${folder}/old/Dockerfile`), classic);
  const { status, reason } = await migrate(`${folder}/old/Dockerfile`);
  assert.deepEqual([status, reason], ['unchanged', `../../${NAME} ignores this file ("packages/*/old/").`]);
  // A nearer one takes its place, in the folder or above it.
  write(`repository/packages/${NAME}`, '{ "registry": "nearer.example" }');
  await changed(`repository/packages/${NAME}`, 1);
  assert.equal(await registry(), 'nearer.example');
  write(`${folder}/${NAME}`, '{ "registry": "own.example" }');
  await changed(`${folder}/${NAME}`, 1);
  assert.equal(await registry(), 'own.example');
  write(`repository/packages/${NAME}`, '{ "registry": 1 }');
  await changed(`repository/packages/${NAME}`, 2);
  const [mistake] = await published(`repository/packages/${NAME}`);
  assert.match(JSON.stringify(mistake?.message), /^"..registry.. takes a text\./);
  assert.equal(await server.stop(), 0);
});

test('what is above the repository, or in no repository, is nobody’s settings', async (t) => {
  const above = { [`repository/${NAME}`]: '{ "registry": "above.example" }' };
  for (const files of [above, { ...above, 'repository/packages/.git': 'gitdir: ../.git/modules/packages\n', ...git }]) {
    const { server, registry } = await openPackage(t, files);
    assert.equal(await registry(), 'cgr.dev');
    assert.equal(await server.stop(), 0);
  }
});

test('a repository within the folder that is open has settings of its own, or none', async (t) => {
  const { server, migrate, uri } = await project(t, {
    [NAME]: '{ "registry": "outer.example" }',
    'one/.git/HEAD': '',
    'two/.git/HEAD': '',
    [`two/${NAME}`]: '{ "registry": "two.example" }',
    'three/x': '',
  });
  const registries: (string | undefined)[] = [];
  for (const name of ['one', 'two', 'three']) {
    await server.open(uri(`${name}/app/Dockerfile`), classic);
    registries.push(/^FROM ([^/]+)/.exec((await migrate(`${name}/app/Dockerfile`)).text)?.[1]);
  }
  assert.deepEqual(registries, ['cgr.dev', 'two.example', 'outer.example']);
  assert.equal(await server.stop(), 0);
});

test('what is typed into a settings file above the folder counts at once', async (t) => {
  const { server, registry, uri } = await openPackage(t, { ...git, [`repository/${NAME}`]: '{ "registry": "disk.example" }' });
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uri(`repository/${NAME}`), languageId: 'jsonc', version: 1, text: '{ "registry": "typed.example" }' },
  });
  assert.equal(await registry(), 'typed.example');
  assert.equal(await server.stop(), 0);
});

test('the client is asked to watch for settings files above the folder, up to the repository', async (t) => {
  const watching: ClientCapabilities = {
    ...pullingClient,
    workspace: { ...pullingClient.workspace, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
  };
  const { server, registry, uri, write, changed, registered } = await openPackage(t, git, watching);
  assert.equal(await registry(), 'cgr.dev');
  assert.deepEqual(await registered(3), [
    '**/*',
    { baseUri: uri('repository/packages').replace(/\/$/, ''), pattern: NAME },
    { baseUri: uri('repository').replace(/\/$/, ''), pattern: NAME },
  ]);
  write(`repository/${NAME}`, '{ "registry": "above.example" }');
  await changed(`repository/${NAME}`, 1);
  assert.equal(await registry(), 'above.example');
  assert.equal(await server.stop(), 0);
});

test('where that cannot be watched, it is read anew when a document is opened or saved', async (t) => {
  const watching: ClientCapabilities = {
    ...pullingClient,
    workspace: { ...pullingClient.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const { server, registry, uri, write, registered } = await openPackage(t, git, watching);
  assert.equal(await registry(), 'cgr.dev');
  assert.deepEqual(await registered(1), ['**/*']);
  write(`repository/${NAME}`, '{ "registry": "above.example" }');
  await server.connection.sendNotification('textDocument/didSave', { textDocument: { uri: uri(`${folder}/Dockerfile`) } });
  assert.equal(await registry(), 'above.example');
  write(`repository/${NAME}`, '{ "registry": "again.example" }');
  await server.open(uri(`${folder}/other.dockerfile`), classic);
  assert.equal(await registry(), 'again.example');
  assert.equal(await server.stop(), 0);
});
