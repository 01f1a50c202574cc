import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplyWorkspaceEditParams, ClientCapabilities, CodeLens, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { classic, uri, withoutNode } from './dockerfiles.ts';
import { pullingClient, type Server, startServer } from './server-process.ts';

/** Our own client, which shows a diff before anything is changed. */
const withPreview = { commands: ['migrateToChainguard.migrate'] };
/** Any editor that can apply what the server sends. */
const applying: ClientCapabilities = { ...pullingClient, workspace: { ...pullingClient.workspace, applyEdit: true } };

async function lenses(server: Server): Promise<CodeLens[]> {
  return await server.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
}

test('a lens above the first FROM says what a migration comes to', async () => {
  const server = await startServer({ initializationOptions: withPreview });
  assert.equal(server.initialized.capabilities.executeCommandProvider, undefined, 'the command is the client’s');
  await server.open(uri, `# a comment\n${classic}`);
  const [lens, ...others] = await lenses(server);
  assert.deepEqual(others, []);
  assert.deepEqual(lens?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } });
  assert.match(lens.command?.title ?? '', /^Migrate to Chainguard: [\w +]+( \(\d+ points? to review\))?$/);
  assert.equal(lens.command?.command, 'migrateToChainguard.migrate');
  assert.deepEqual(lens.command.arguments, [{ uri }]);
  await server.stop();
});

test('the lens is of the newest text', async () => {
  const server = await startServer({ initializationOptions: withPreview });
  await server.open(uri, withoutNode);
  assert.deepEqual(await lenses(server), []);
  await server.change(uri, classic, 2);
  assert.equal((await lenses(server)).length, 1);
  await server.change(uri, '', 3);
  assert.deepEqual(await lenses(server), []);
  await server.stop();
});

test('there is no lens where there is nothing to do, where all is silenced, or where nobody wants one', async () => {
  const texts = [
    'FROM cgr.dev/chainguard/node:latest\nWORKDIR /app\nCOPY --chown=node:node . .\nCMD ["app.js"]\n',
    `# migrate-to-chainguard-ignore-file\n${classic}`,
    '',
    '\uFEFF\r\n',
  ];
  const server = await startServer({ initializationOptions: withPreview });
  for (const [index, text] of texts.entries()) {
    await (index === 0 ? server.open(uri, text) : server.change(uri, text, index + 1));
    assert.deepEqual(await lenses(server), [], text);
  }
  await server.stop();
  const unwanted = await startServer({ initializationOptions: { ...withPreview, codeLens: false } });
  await unwanted.open(uri, classic);
  assert.deepEqual(await lenses(unwanted), []);
  await unwanted.stop();
});

test('a client that can neither preview nor apply is offered no lens', async () => {
  const server = await startServer();
  assert.equal(server.initialized.capabilities.codeLensProvider, undefined);
  await server.stop();
});

test('stages on Chainguard with repairs are offered those', async () => {
  const server = await startServer({ initializationOptions: withPreview });
  await server.open(uri, 'FROM cgr.dev/chainguard/node:latest\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n');
  assert.match((await lenses(server))[0]?.command?.title ?? '', /^Repair the Chainguard stages/);
  await server.stop();
});

test('in other editors the lens changes the document through the editor', async () => {
  const server = await startServer({ capabilities: applying });
  const command = 'migrateToChainguard.migrateDocument';
  assert.deepEqual(server.initialized.capabilities.executeCommandProvider?.commands, [command]);
  const asked: ApplyWorkspaceEditParams[] = [];
  const said: string[] = [];
  let applied = true;
  server.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
    asked.push(params);
    return { applied };
  });
  server.connection.onNotification('window/showMessage', ({ message }: { message: string }) => void said.push(message));
  await server.open(uri, classic);
  const [lens] = await lenses(server);
  const run = (): Promise<unknown> =>
    server.connection.sendRequest('workspace/executeCommand', { command, arguments: lens?.command?.arguments });
  assert.deepEqual(await run(), { applied: true });
  const change = asked[0]?.edit.documentChanges?.[0] as TextDocumentEdit;
  assert.deepEqual(change.textDocument, { uri, version: 1 });
  const text = TextDocument.applyEdits(TextDocument.create(uri, 'dockerfile', 1, classic), change.edits as TextEdit[]);
  assert.match(text, /FROM cgr\.dev\/chainguard\/node:latest/);
  assert.match(said.at(-1) ?? '', /^Migrate to Chainguard: /);
  applied = false;
  assert.deepEqual(await run(), { applied: false });
  assert.match(said.at(-1) ?? '', /refused/);
  await server.change(uri, withoutNode, 2);
  assert.deepEqual(await run(), { applied: false });
  assert.match(said.at(-1) ?? '', /^Nothing was changed/);
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  assert.deepEqual(await run(), { applied: false });
  assert.match(said.at(-1) ?? '', /not open/);
  assert.equal(asked.length, 2);
  await server.stop();
});

test('lenses are asked for anew when settings change', async () => {
  const capabilities = { ...pullingClient, workspace: { ...pullingClient.workspace, codeLens: { refreshSupport: true } } };
  const server = await startServer({ capabilities, initializationOptions: withPreview });
  const refreshed = new Promise<void>((resolve) => {
    server.connection.onRequest('workspace/codeLens/refresh', () => {
      resolve();
      return null;
    });
  });
  await server.open(uri, classic);
  assert.equal((await lenses(server)).length, 1);
  await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: { migrateToChainguard: { codeLens: false } } });
  await refreshed;
  assert.deepEqual(await lenses(server), []);
  await server.stop();
});
