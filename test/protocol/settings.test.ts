import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import type { MigrateResult } from '../../server/src/protocol.ts';
import { classic, uri } from './dockerfiles.ts';
import { pullingClient, startServer } from './server-process.ts';

const asking: ClientCapabilities = { ...pullingClient, workspace: { ...pullingClient.workspace, configuration: true } };

/** The first image of a migration, with what the client hands over at initialization and what it answers when asked. */
async function firstImage(initializationOptions: unknown, answer?: unknown): Promise<string | undefined> {
  const server = await startServer({ capabilities: answer === undefined ? pullingClient : asking, initializationOptions });
  server.connection.onRequest('workspace/configuration', () => [answer]);
  await server.open(uri, classic);
  const { text }: MigrateResult = await server.connection.sendRequest('migrateToChainguard/migrate', { textDocument: { uri, version: 1 } });
  await server.stop();
  return /^FROM (\S+)/.exec(text)?.[1];
}

for (const [what, options, answer, image] of [
  ['initialization options of a client that cannot be asked', { organization: 'acme' }, undefined, 'cgr.dev/acme/node:latest-dev'],
  ['the whole section', { migrateToChainguard: { organization: 'acme' } }, undefined, 'cgr.dev/acme/node:latest-dev'],
  ['an answer', {}, { organization: 'acme' }, 'cgr.dev/acme/node:latest-dev'],
  ['an answer, over initialization options', { organization: 'other' }, { organization: 'acme' }, 'cgr.dev/acme/node:latest-dev'],
  ['initialization options where the answer is null', { organization: 'acme' }, null, 'cgr.dev/acme/node:latest-dev'],
  ['initialization options where the answer is empty', { organization: 'acme' }, {}, 'cgr.dev/acme/node:latest-dev'],
  ['nothing, where both are nonsense', 'acme', ['acme'], 'cgr.dev/chainguard/node:latest-dev'],
] as const) {
  test(`the settings are ${what}`, async () => {
    assert.equal(await firstImage(options, answer), image);
  });
}

test('settings that a client sends along hold from then on', async () => {
  const server = await startServer({ initializationOptions: { organization: 'other' } });
  await server.open(uri, classic);
  await server.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { migrateToChainguard: { organization: 'acme' } },
  });
  const { text }: MigrateResult = await server.connection.sendRequest('migrateToChainguard/migrate', { textDocument: { uri, version: 1 } });
  assert.match(text, /^FROM cgr\.dev\/acme\/node/);
  await server.stop();
});
