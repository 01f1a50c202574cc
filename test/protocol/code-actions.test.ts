import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { classic, uri, withoutNode } from './dockerfiles.ts';
import { pullingClient, type Server, startServer } from './server-process.ts';

async function actions(server: Server, only?: readonly string[]): Promise<readonly CodeAction[]> {
  const diagnostics = (await server.pull(uri)).filter(({ code }) => code === 'base-image');
  const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } };
  return await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics, ...(only && { only }) },
  });
}

/** The text after an action, which must be a versioned edit of the document. */
function applied(action: CodeAction | undefined, text: string): string {
  const change = action?.edit?.documentChanges?.[0] as TextDocumentEdit | undefined;
  assert.ok(change, 'the action is an edit of a document version');
  assert.deepEqual(change.textDocument, { uri, version: 1 });
  return TextDocument.applyEdits(
    TextDocument.create(uri, 'dockerfile', 1, text),
    change.edits.map((edit) => ({ ...edit, newText: 'newText' in edit ? edit.newText : '' })),
  );
}

test('a quick fix stands beside its diagnostic', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const fix = (await actions(server, ['quickfix'])).find(({ diagnostics }) => diagnostics?.[0]?.code === 'base-image');
  assert.equal(fix?.kind, 'quickfix');
  assert.match(applied(fix, classic), /^FROM cgr\.dev\/chainguard\/node:latest/);
  await server.stop();
});

test('the whole file can be rewritten', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const rewrites = await actions(server, ['refactor']);
  assert.ok(rewrites.length > 0);
  for (const rewrite of rewrites) {
    assert.equal(rewrite.kind, 'refactor.rewrite');
    assert.match(applied(rewrite, classic), /FROM cgr\.dev\/chainguard\/node:latest/);
  }
  await server.stop();
});

test('fix all never changes a base', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const fixes = await actions(server, ['source.fixAll']);
  for (const fix of fixes) assert.match(applied(fix, classic), /^FROM node:20/);
  assert.ok(fixes.length <= 1);
  await server.stop();
});

test('only the wanted kinds are answered', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  assert.deepEqual(await actions(server, ['refactor.extract']), []);
  await server.stop();
});

test('a client without versioned edits gets plain ones', async () => {
  const { textDocument } = pullingClient;
  const server = await startServer({ capabilities: { ...(textDocument && { textDocument }) } });
  await server.open(uri, classic);
  const fix = (await actions(server, ['quickfix']))[0];
  assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [uri]);
  await server.stop();
});

test('there is nothing to do in a Dockerfile without Node', async () => {
  const server = await startServer();
  await server.open(uri, withoutNode);
  assert.deepEqual(await actions(server), []);
  await server.stop();
});

test('a diagnostic says which finding it is, and its quick fixes come back beside it', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const diagnostics = await server.pull(uri);
  diagnostics.forEach(({ data }, index) => assert.deepEqual([data.version, data.finding], [1, index]));
  const [first] = diagnostics;
  assert.ok(first);
  // A client may show another text for it, a translated one for example.
  const shown = { ...first, message: 'in other words' };
  const fixes: CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: first.range,
    context: { diagnostics: [shown], only: ['quickfix'] },
  });
  assert.ok(fixes.some((fix) => fix.diagnostics?.[0]?.message === 'in other words'));
  await server.stop();
});

test('the parts of a rewrite are annotated for clients with a preview', async () => {
  const capabilities = { ...pullingClient, workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } };
  const server = await startServer({ capabilities });
  await server.open(uri, classic);
  const rewrites = await actions(server, ['refactor.rewrite']);
  assert.ok(rewrites.length > 0);
  for (const { edit, ...rewrite } of rewrites) {
    assert.ok(Object.keys(edit?.changeAnnotations ?? {}).length > 0, rewrite.title);
    assert.match(applied({ ...rewrite, edit: edit ?? {} }, classic), /FROM cgr\.dev\/chainguard\/node:latest/);
  }
  await server.stop();
});
