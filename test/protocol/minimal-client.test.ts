import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classic, uri } from './dockerfiles.ts';
import { startServer } from './server-process.ts';

test('a client that says nothing of itself gets what the first protocol had', async () => {
  const server = await startServer({ capabilities: {} });
  const { capabilities } = server.initialized;
  assert.deepEqual(capabilities.workspace, undefined);
  // Whatever the server asks such a client would remain unanswered there, or be an error.
  const asked: string[] = [];
  server.connection.onRequest((method) => {
    asked.push(method);
    return null;
  });
  await server.open(uri, classic);
  const diagnostics = await server.pushed(uri, 1);
  assert.ok(diagnostics.some(({ code }) => code === 'base-image'));

  const position = { line: 0, character: 1 };
  assert.ok(await server.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }));
  assert.ok(await server.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position }));
  const range = { start: position, end: position };
  const actions: object[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics },
  });
  assert.ok(actions.length > 0);
  assert.ok(actions.every((action) => !('edit' in action) || JSON.stringify(action.edit).startsWith('{"changes":')));
  assert.deepEqual(asked, []);
  assert.equal(await server.stop(), 0);
});

test('unknown methods are refused, unknown notifications are not answered', async () => {
  const server = await startServer({ capabilities: {} });
  await assert.rejects(server.connection.sendRequest('textDocument/unheardOf', {}), { code: -32601 });
  await server.connection.sendNotification('$/unheardOf', {});
  await server.connection.sendNotification('textDocument/unheardOf', {});
  await server.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  assert.equal(await server.stop(), 0);
});
