import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CodeLens, Hover, MarkupContent } from 'vscode-languageserver-protocol';
import type { MigrateMethod, MigrateResult } from '../../server/src/protocol.ts';
import { startServer } from './server-process.ts';

const uri = 'file:///nowhere/Dockerfile';
const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';
const english = 'The stage that starts the application also builds it: a final stage of its own needs neither npm nor a shell.';

test('speaks the language whose messages the client hands over, and English where one is missing', async () => {
  const server = await startServer({ initializationOptions: { messages: { [english]: 'Diese Stufe startet und baut.', odd: 5 } } });
  await server.open(uri, text);
  const messages = (await server.pull(uri)).map(({ message }) => (typeof message === 'string' ? message : message.value));
  assert.ok(messages.includes('Diese Stufe startet und baut.'), messages.join('\n'));
  assert.ok(messages.some((message) => message.includes("Chainguard's Node image")));
  await server.stop();
});

test('speaks English without, and when they are nothing of the kind', async () => {
  for (const initializationOptions of [undefined, { messages: 'de' }, { messages: ['x'] }]) {
    const server = await startServer({ initializationOptions });
    await server.open(uri, text);
    assert.ok((await server.pull(uri)).some(({ message }) => message === english));
    await server.stop();
  }
});

test('speaks German with the German file: hover, lens and report', async () => {
  const messages: unknown = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.de.json', import.meta.url), 'utf8'));
  const server = await startServer({ initializationOptions: { messages, commands: ['migrateToChainguard.migrate'] } });
  await server.open(uri, text);
  const textDocument = { uri, version: 1 };
  const position = { line: 0, character: 6 };
  const hover: Hover | null = await server.connection.sendRequest('textDocument/hover', { textDocument, position });
  const markdown = (hover?.contents as MarkupContent | undefined)?.value ?? '';
  assert.match(markdown, /^\*\*`node:22`\*\* und was bei Chainguard an seine Stelle tritt/);
  assert.match(markdown, /\| Arbeitsverzeichnis \|/);
  const [lens]: CodeLens[] = await server.connection.sendRequest('textDocument/codeLens', { textDocument });
  assert.match(lens?.command?.title ?? '', /^Auf Chainguard umstellen: /);
  const method: MigrateMethod = 'migrateToChainguard/migrate';
  const result: MigrateResult = await server.connection.sendRequest(method, { textDocument });
  assert.equal(result.status, 'migrated');
  assert.match(result.reportMarkdown, /^# Umgestellt: .*\n\n## Bitte prüfen\n\n- \*\*Zeile 1\*\*, zu prüfen, `node-version`: /);
  await server.stop();

  const other = await startServer({});
  await other.open(uri, text);
  const same: MigrateResult = await other.connection.sendRequest(method, { textDocument });
  assert.equal(result.text, same.text, 'the language of the editor is no part of the Dockerfile');
  await other.stop();
});
