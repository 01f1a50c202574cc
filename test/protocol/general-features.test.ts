import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem, DocumentSymbol, Hover, SemanticTokens } from 'vscode-languageserver-protocol';
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
  const items: CompletionItem[] = await server.connection.sendRequest('textDocument/completion', {
    textDocument,
    position: { line: 0, character: 11 },
  });
  assert.deepEqual(items, []);
  await server.stop();
});

test('names of Wolfi packages are completed behind apk add, and nowhere else', async () => {
  const server = await startServer();
  const complete = async (text: string): Promise<CompletionItem[]> => {
    await server.open(uri, text);
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const items: CompletionItem[] = await server.connection.sendRequest('textDocument/completion', { textDocument, position });
    await server.connection.sendNotification('textDocument/didClose', { textDocument });
    return items;
  };
  const from = 'FROM cgr.dev/chainguard/node:latest-dev\n';
  const [first] = await complete(`${from}RUN apk add --no-cache tini \\\n  && apk add -U \\\n    cur`);
  assert.equal(first?.label, 'curl');
  assert.match(first?.detail ?? '', /^\d.*\(Wolfi\)$/);
  assert.deepEqual(first?.textEdit, { range: { start: { line: 3, character: 4 }, end: { line: 3, character: 7 } }, newText: 'curl' });
  assert.ok((await complete(`${from}RUN apk add curl `)).length > 0);
  for (const elsewhere of ['apk add curl && ', 'apk add curl; cur', 'apk del cur', 'apk add --virtual cur', 'echo apk add cur']) {
    assert.deepEqual(
      (await complete(`${from}RUN ${elsewhere}`)).filter(({ detail }) => detail?.endsWith('(Wolfi)')),
      [],
      elsewhere,
    );
  }
  await server.stop();
});

test('rules are completed behind an ignore comment', async () => {
  const server = await startServer();
  const comment = '# migrate-to-chainguard-ignore base-image, root-';
  await server.open(uri, `${comment}\nFROM node:20\n`);
  const items: CompletionItem[] = await server.connection.sendRequest('textDocument/completion', {
    textDocument,
    position: { line: 0, character: comment.length },
  });
  assert.ok(items.some(({ label }) => label === 'root-step'));
  assert.ok(items.every(({ label }) => label.startsWith('root-')));
  await server.stop();
});

test('a large document is left in peace', async () => {
  const server = await startServer();
  await server.open(uri, `FROM node:20\n${'RUN true\n'.repeat(6_000)}`);
  assert.deepEqual(await server.connection.sendRequest('textDocument/documentSymbol', { textDocument }), []);
  assert.equal(await server.connection.sendRequest('textDocument/hover', { textDocument, position: { line: 1, character: 1 } }), null);
  await server.stop();
});
