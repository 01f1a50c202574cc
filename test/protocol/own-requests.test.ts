import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LSPErrorCodes, type TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  Decisions,
  DockerfileNames,
  InsertPackagesResult,
  MigrateResult,
  Outlook,
  PackageSearchResult,
} from '../../server/src/protocol.ts';
import { classic, uri, withoutNode } from './dockerfiles.ts';
import { startServer } from './server-process.ts';

test('a text is migrated that is not open', async () => {
  const server = await startServer();
  const result = await server.connection.sendRequest<MigrateResult>('migrateToChainguard/migrateText', { uri, text: classic });
  assert.equal(result.status, 'migrated');
  assert.equal(TextDocument.applyEdits(TextDocument.create(uri, 'dockerfile', 0, classic), [...result.edits] as TextEdit[]), result.text);
  await server.stop();
});

test('a text that is not open is migrated as somebody decides', async () => {
  const server = await startServer();
  const ask = async (decisions: Decisions): Promise<MigrateResult> =>
    server.connection.sendRequest('migrateToChainguard/migrateText', { uri, text: classic, decisions });
  const direct = await ask({ strategy: 'direct' });
  assert.equal(direct.decisions?.values.strategy, 'direct');
  assert.notEqual(direct.text, (await ask({})).text);
  await server.stop();
});

test('Dockerfiles are told from other files', async () => {
  const server = await startServer();
  const { glob } = await server.connection.sendRequest<DockerfileNames>('migrateToChainguard/dockerfileNames');
  assert.match(glob, /^\*\*\/\{.*\[dD\]\[oO\]\[cC\]\[kK\]/);
  const names = [
    'Dockerfile',
    'api.DOCKERFILE',
    'Dockerfile.md',
    'Dockerfile.dockerignore',
    'src/containerfile-dev',
    'node_modules/x/Dockerfile',
  ];
  const uris = names.map((name) => `file:///w/${name}`);
  const selected = await server.connection.sendRequest<string[]>('migrateToChainguard/selectDockerfiles', { uris });
  assert.deepEqual(
    selected.map((one) => one.slice('file:///w/'.length)),
    ['Dockerfile', 'api.DOCKERFILE', 'src/containerfile-dev'],
  );
  await server.stop();
});

test('the outlook says what a migration would come to', async () => {
  const server = await startServer();
  const ask = async (): Promise<Outlook | null> => server.connection.sendRequest('migrateToChainguard/outlook', { textDocument: { uri } });
  assert.equal(await ask(), null);
  await server.open(uri, classic);
  const outlook = await ask();
  assert.equal(outlook?.status, 'migrated');
  assert.notEqual(outlook.strategy, '');
  const other = 'file:///workspace/other/Dockerfile';
  await server.open(other, withoutNode);
  const nothing = await server.connection.sendRequest<Outlook>('migrateToChainguard/outlook', { textDocument: { uri: other } });
  assert.notEqual(nothing.status, 'migrated');
  await server.stop();
});

test('packages are found, and written into the apk add at the cursor', async () => {
  const server = await startServer();
  const found = await server.connection.sendRequest<PackageSearchResult>('migrateToChainguard/searchPackages', {
    query: 'build-essential',
    limit: 10,
  });
  assert.ok(found.meanings.some(({ wolfi }) => wolfi.includes('build-base')));
  await server.open(uri, 'FROM cgr.dev/chainguard/node:latest-dev\nRUN apk add curl\n');
  const insert = async (version: number): Promise<InsertPackagesResult> =>
    server.connection.sendRequest('migrateToChainguard/insertPackages', {
      textDocument: { uri, version },
      position: { line: 1, character: 9 },
      packages: ['git'],
    });
  const end = { line: 1, character: 16 };
  assert.deepEqual(await insert(1), { edit: { range: { start: end, end }, newText: ' git' } });
  await assert.rejects(insert(2), { code: LSPErrorCodes.ContentModified });
  await server.stop();
});
