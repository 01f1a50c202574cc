import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LSPErrorCodes } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MigrateMethod, MigrateParams, MigrateResult } from '../../server/src/protocol.ts';
import { classic, uri, withoutNode } from './dockerfiles.ts';
import { pullingClient, type Server, startServer } from './server-process.ts';

const method: MigrateMethod = 'migrateToChainguard/migrate';

async function migrate(server: Server, params: Partial<MigrateParams> = {}): Promise<MigrateResult> {
  return await server.connection.sendRequest(method, { textDocument: { uri, version: 1 }, ...params });
}

test('text and edits say the same', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const result = await migrate(server);
  assert.equal(result.status, 'migrated');
  assert.equal(result.version, 1);
  assert.match(result.text, /FROM cgr\.dev\/chainguard\/node:latest/);
  assert.equal(TextDocument.applyEdits(TextDocument.create(uri, 'dockerfile', 1, classic), [...result.edits]), result.text);
  assert.ok(result.report.length > 0);
  assert.match(result.reportMarkdown, /^# Migrated/);
  await server.stop();
});

test('the caller can ask for a strategy', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const result = await migrate(server, { strategy: 'direct' });
  assert.equal(result.status, 'migrated');
  await server.stop();
});

test('decisions change the result, and the answer tells what there is to decide', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  assert.equal((await migrate(server)).decisions, undefined);
  const plain = await migrate(server, { decisions: {} });
  assert.deepEqual(plain.decisions?.values, {
    strategy: 'auto',
    organization: '',
    registry: 'cgr.dev',
    nodeVersion: 'latest',
    workingDirectory: 'auto',
  });
  assert.deepEqual(
    plain.decisions?.strategies.map(({ strategy }) => strategy),
    ['auto', 'distroless', 'dev', 'direct'],
  );
  const decided = await migrate(server, { decisions: { strategy: 'direct', organization: 'acme', nodeVersion: 'keep' } });
  assert.match(decided.text, /^FROM cgr\.dev\/acme\/node:20-dev\n/);
  assert.equal(decided.decisions?.values.organization, 'acme');
  assert.ok(decided.nextSteps.some(({ kind }) => kind === 'verify'));
  await server.stop();
});

test('a decision that cannot be followed is an answer, no error', async () => {
  const server = await startServer();
  await server.open(uri, classic);
  const result = await migrate(server, { decisions: { organization: 'two words' } });
  assert.equal(result.status, 'migrated');
  assert.match(result.text, /cgr\.dev\/chainguard\/node/);
  assert.deepEqual(
    result.decisions?.problems.map(({ decision }) => decision),
    ['organization'],
  );
  await server.stop();
});

test('a Dockerfile without Node stays as it is', async () => {
  const server = await startServer();
  await server.open(uri, withoutNode);
  const result = await migrate(server);
  assert.notEqual(result.status, 'migrated');
  assert.equal(result.text, withoutNode);
  assert.deepEqual(result.edits, []);
  assert.notEqual(result.reason, '');
  await server.stop();
});

test('another version, or a document that is not open, is refused', async () => {
  const server = await startServer();
  await assert.rejects(migrate(server), { code: LSPErrorCodes.ContentModified });
  await server.open(uri, classic);
  await assert.rejects(migrate(server, { textDocument: { uri, version: 7 } }), { code: LSPErrorCodes.ContentModified });
  assert.equal((await migrate(server)).status, 'migrated');
  await server.stop();
});

test('a cancelled request is answered with an error, and the server goes on', async () => {
  const server = await startServer({ capabilities: { ...pullingClient, workspace: { configuration: true } } });
  let answerSettings: (() => void) | undefined;
  const settingsAsked = new Promise<void>((asked) => {
    server.connection.onRequest('workspace/configuration', async () => {
      asked();
      await new Promise<void>((resolve) => {
        answerSettings = resolve;
      });
      return [{}];
    });
  });
  await server.open(uri, classic);
  const id = 'cancel me';
  const answer = new Promise<{ error?: { code: number } }>((resolve) => {
    server.process.stdout.on('data', (data: Buffer) => {
      const body = /\{"jsonrpc":"2\.0","id":"cancel me".*\}/.exec(String(data))?.[0];
      if (body !== undefined) resolve(JSON.parse(body));
    });
  });
  write(server, { jsonrpc: '2.0', id, method, params: { textDocument: { uri, version: 1 } } });
  await settingsAsked;
  write(server, { jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });
  // A request that is answered shows that the cancellation in front of it has been read.
  await assert.rejects(server.connection.sendRequest('no/such/method'));
  answerSettings?.();
  assert.equal((await answer).error?.code, LSPErrorCodes.RequestCancelled);
  assert.equal((await migrate(server)).status, 'migrated');
  await server.stop();
});

function write(server: Server, message: object): void {
  const body = JSON.stringify(message);
  server.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
