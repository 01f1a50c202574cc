import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command, WorkspaceEdit } from 'vscode-languageserver-protocol';
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
  // It knows commands alone, and lets nobody change its documents.
  assert.deepEqual(actions, []);
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

test('a client that knows commands alone gets its fixes as commands, which change the document', async () => {
  const server = await startServer({ capabilities: { workspace: { applyEdit: true } } });
  assert.ok(server.initialized.capabilities.executeCommandProvider?.commands.includes('migrateToChainguard.applyEdit'));
  const edits: WorkspaceEdit[] = [];
  server.connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
    edits.push(edit);
    return { applied: true };
  });
  await server.open(uri, classic);
  const position = { line: 0, character: 6 };
  const commands: Command[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  assert.ok(commands.length > 1);
  assert.deepEqual(
    commands.filter((command) => typeof command.command !== 'string'),
    [],
  );
  const port = commands.find(({ title }) => title.includes('direct port'));
  assert.deepEqual(await server.connection.sendRequest('workspace/executeCommand', port), { applied: true });
  assert.match(JSON.stringify(edits), /^\[\{"changes":.*cgr\.dev\/chainguard\/node/);
  // It belongs to the text that it was made for.
  await server.change(uri, `# typed\n${classic}`, 2);
  assert.deepEqual(await server.connection.sendRequest('workspace/executeCommand', port), { applied: false });
  assert.equal(edits.length, 1);
  assert.equal(await server.stop(), 0);
});
