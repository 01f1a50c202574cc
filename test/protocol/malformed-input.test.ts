import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classic, uri } from './dockerfiles.ts';
import { startServer } from './server-process.ts';

const texts: Readonly<Record<string, string>> = {
  'not a Dockerfile': '\u0000\u0001{"json": true}\n\uD800',
  'an unknown instruction': 'FROM node:20\nFETCH the moon\n',
  'an unterminated heredoc': 'FROM node:20\nRUN <<EOF\nnpm ci\n',
  'an unterminated continuation': 'FROM node:20\nRUN npm ci \\\n',
  'a byte order mark and CRLF': '\uFEFFFROM node:20\r\nRUN npm ci\r\n',
  'five megabytes of text': `FROM node:20\n${'RUN echo a rather long line of a rather long file, again and again\n'.repeat(80_000)}`,
};

for (const [what, text] of Object.entries(texts)) {
  test(`${what} is answered`, async () => {
    const server = await startServer();
    await server.open(uri, text);
    assert.ok(Array.isArray(await server.pull(uri)));
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    assert.ok(
      Array.isArray(
        await server.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } }),
      ),
    );
    const migration: { text: string } = await server.connection.sendRequest('migrateToChainguard/migrate', {
      textDocument: { uri, version: 1 },
    });
    assert.equal(typeof migration.text, 'string');
    assert.equal(await server.stop(), 0);
  });
}

const messages: Readonly<Record<string, string>> = {
  'a body that is not JSON': framed('{"jsonrpc": "2.0", "method": '),
  'a message that is no message': framed('[1, 2, 3]'),
  'a change of a document that is not open': framed(
    JSON.stringify({
      jsonrpc: '2.0',
      method: 'textDocument/didChange',
      params: { textDocument: { uri: 'file:///other', version: 1 }, contentChanges: [] },
    }),
  ),
  'parameters of the wrong form': framed(
    JSON.stringify({ jsonrpc: '2.0', id: 'x', method: 'textDocument/codeAction', params: { textDocument: 5 } }),
  ),
  'a migration of nothing': framed(JSON.stringify({ jsonrpc: '2.0', id: 'y', method: 'migrateToChainguard/migrate', params: {} })),
};

for (const [what, message] of Object.entries(messages)) {
  test(`${what} does not end the server`, async () => {
    const server = await startServer();
    server.process.stdin.write(message);
    await server.open(uri, classic);
    assert.ok((await server.pull(uri)).length > 0);
    assert.equal(await server.stop(), 0);
  });
}

function framed(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
