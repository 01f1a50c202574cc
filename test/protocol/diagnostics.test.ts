import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classic, uri, withoutNode } from './dockerfiles.ts';
import { pullingClient, startServer } from './server-process.ts';

test('diagnostics are pulled', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const base = (await server.pull(uri)).find(({ code }) => code === 'base-image');
  assert.ok(base);
  assert.equal(base.source, 'Migrate to Chainguard');
  assert.equal(base.severity, 3);
  assert.equal(base.range.start.line, 0);
  await server.stop();
});

test('diagnostics follow incremental changes', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const change = { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 12 } }, text: 'alpine:3.22' };
  await server.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [change] });
  assert.deepEqual(await server.pull(uri), []);
  await server.stop();
});

test('diagnostics are pushed to a client that does not pull', async () => {
  const server = await startServer({ capabilities: {} });
  await server.open(uri, classic);
  assert.ok((await server.pushed(uri, 1)).some(({ code }) => code === 'base-image'));
  await server.change(uri, withoutNode, 2);
  assert.deepEqual(await server.pushed(uri, 2), []);
  await server.stop();
});

test('a Dockerfile without Node has none', async () => {
  const server = await startServer();
  await server.open(uri, withoutNode);
  assert.deepEqual(await server.pull(uri), []);
  await server.stop();
});

test('an empty document and a closed one have none', async () => {
  const server = await startServer();
  await server.open(uri, '');
  assert.deepEqual(await server.pull(uri), []);
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  assert.deepEqual(await server.pull(uri), []);
  await server.stop();
});

test('settings of the resource are asked for, and again after they changed', async () => {
  let enable = false;
  const server = await startServer({ capabilities: { ...pullingClient, workspace: { configuration: true } } });
  server.connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section: string; scopeUri: string }[] }) => {
    assert.deepEqual(items, [{ section: 'migrateToChainguard', scopeUri: uri }]);
    return [{ enable }];
  });
  await server.open(uri, classic);
  assert.deepEqual(await server.pull(uri), []);
  enable = true;
  await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  assert.ok((await server.pull(uri)).length > 0);
  await server.stop();
});
