/** The server beneath the protocol: bytes on a pipe, and the process at its end. */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const bundle = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const started: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(): { readonly child: ChildProcessWithoutNullStreams; readonly connection: MessageConnection } {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: 'pipe' });
  started.push(child);
  // A server that has ended closes the pipe: what was still on its way to it is not of interest.
  child.stdin.on('error', () => {});
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onError(() => {});
  connection.listen();
  return { child, connection };
}

const initialize = { processId: process.pid, rootUri: null, capabilities: {} };

test('before initialization requests are refused as the protocol says, and nothing breaks', async () => {
  const { connection } = start();
  await assert.rejects(connection.sendRequest('textDocument/hover', {}), { code: -32002 });
  await connection.sendNotification('textDocument/didOpen', {});
  await connection.sendRequest('initialize', initialize);
  await assert.rejects(connection.sendRequest('textDocument/unheardOf', {}), { code: -32601 });
  await connection.sendRequest('shutdown');
});

test('a second initialization is refused, and the first one holds', async () => {
  const { connection } = start();
  await connection.sendRequest('initialize', initialize);
  await assert.rejects(connection.sendRequest('initialize', initialize), { code: -32600 });
  const uri = 'file:///nowhere/Dockerfile';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'dockerfile', version: 1, text: 'FROM node' },
  });
  const position = { line: 0, character: 1 };
  assert.ok(await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }));
  await connection.sendRequest('shutdown');
});

for (const [what, prepare, code] of [
  ['shutdown and exit', ['initialize', 'shutdown', 'exit'], 0],
  ['exit without shutdown', ['initialize', 'exit'], 1],
  ['exit before anything', ['exit'], 1],
] as const) {
  test(`${what} ends the server with ${code}`, async () => {
    const { child, connection } = start();
    const exited = once(child, 'exit');
    for (const method of prepare) {
      if (method === 'exit') await connection.sendNotification(method);
      else await connection.sendRequest(method, method === 'initialize' ? initialize : undefined);
    }
    assert.equal((await exited)[0], code);
  });
}

test('a client that closes the pipe ends the server', async () => {
  const { child, connection } = start();
  await connection.sendRequest('initialize', initialize);
  const exited = once(child, 'exit');
  child.stdin.end();
  await exited;
});

test('a client that dies ends the server, even if somebody else keeps the pipe open', async () => {
  const client = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
  started.push(client);
  await once(client, 'spawn');
  const { child, connection } = start();
  await connection.sendRequest('initialize', { ...initialize, processId: client.pid });
  const exited = once(child, 'exit');
  client.kill('SIGKILL');
  await exited;
});

for (const [what, bytes] of [
  ['a message without a length', 'Content-Type: text/plain\r\n\r\n{}'],
  ['a length that is no number', 'Content-Length: much\r\n\r\n{}'],
  ['a message that breaks off', 'Content-Length: 1000\r\n\r\n{'],
  ['no protocol at all', 'hello\n\n'],
] as const) {
  test(`${what}: the server ends with its pipe, and does not hang`, async () => {
    const { child, connection } = start();
    await connection.sendRequest('initialize', initialize);
    const exited = once(child, 'exit');
    child.stdin.write(bytes);
    child.stdin.end();
    await exited;
  });
}
