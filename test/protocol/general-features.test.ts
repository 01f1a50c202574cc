import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionList, DocumentSymbol, Hover, SemanticTokens } from 'vscode-languageserver-protocol';
import { classic, uri } from './dockerfiles.ts';
import { startServer } from './server-process.ts';

const textDocument = { uri };

test('hover explains an instruction', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const hover: Hover | null = await server.connection.sendRequest('textDocument/hover', {
    textDocument,
    position: { line: 2, character: 2 },
  });
  assert.match(JSON.stringify(hover?.contents), /WORKDIR/);
  await server.stop();
});

test('symbols and semantic tokens name the instructions', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const symbols: DocumentSymbol[] = await server.connection.sendRequest('textDocument/documentSymbol', { textDocument });
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ['FROM', 'WORKDIR', 'COPY', 'RUN', 'COPY', 'EXPOSE', 'CMD'],
  );
  const tokens: SemanticTokens = await server.connection.sendRequest('textDocument/semanticTokens/full', { textDocument });
  assert.ok(tokens.data.length >= 5 * symbols.length);
  await server.stop();
});

test('tags of images are not asked for in the network', async () => {
  const server = await startServer();
  await server.open(uri, 'FROM node:2\n');
  const { items }: CompletionList = await server.connection.sendRequest('textDocument/completion', {
    textDocument,
    position: { line: 0, character: 11 },
  });
  assert.deepEqual(items, []);
  await server.stop();
});

test('a large document is left in peace', async () => {
  const server = await startServer();
  await server.open(uri, `FROM node:20\n${'RUN true\n'.repeat(6_000)}`);
  assert.deepEqual(await server.connection.sendRequest('textDocument/documentSymbol', { textDocument }), []);
  assert.equal(await server.connection.sendRequest('textDocument/hover', { textDocument, position: { line: 1, character: 1 } }), null);
  await server.stop();
});
