import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
} from 'vscode-languageserver-protocol/node';
import type { MigrateResult, ReadDirectoryResult, ReadFileParams, ReadFileResult } from '../../server/src/protocol.ts';

const bundle = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const folder = 'virtual://repository/project';
const uri = `${folder}/Dockerfile`;
const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD npm start\n';

/** Runs the bundle with what a web worker has, and nothing of Node. Returns the client's end of its channel. */
function startWorker(): MessagePort {
  const { port1: client, port2: worker } = new MessageChannel();
  const self = createContext({
    WorkerGlobalScope: Object,
    console,
    setTimeout,
    clearTimeout,
    TextEncoder,
    TextDecoder,
    URL,
    addEventListener() {},
    onmessage: undefined,
    postMessage: (message: unknown) => worker.postMessage(message, []),
    close: () => worker.close(),
  });
  Object.assign(self, { self });
  new Script(readFileSync(bundle, 'utf8'), { filename: bundle }).runInContext(self);
  worker.on('message', (data: unknown) => self['onmessage']({ data }));
  return client;
}

class PortReader extends AbstractMessageReader {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    this.#port.on('message', callback);
    return { dispose: () => this.#port.off('message', callback) };
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  async write(message: Message): Promise<void> {
    this.#port.postMessage(message, []);
  }

  end(): void {
    this.#port.close();
  }
}

test('the same bundle serves in a web worker', async () => {
  const port = startWorker();
  const client = createMessageConnection(new PortReader(port), new PortWriter(port));
  client.onRequest<ReadFileResult, unknown>('migrateToChainguard/readFile', (params: ReadFileParams) =>
    params.uri === `${folder}/package.json` ? { state: 'present', text: '{"scripts":{"start":"node server.js"}}' } : { state: 'absent' },
  );
  client.onRequest(
    'migrateToChainguard/readDirectory',
    (): ReadDirectoryResult => ({ files: ['Dockerfile', 'package.json', 'server.js'], folders: [] }),
  );
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [{ uri: folder, name: 'project' }],
    initializationOptions: { readsFiles: true },
  });
  await client.sendNotification('initialized', {});
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'dockerfile', version: 1, text } });
  const result: MigrateResult = await client.sendRequest('migrateToChainguard/migrate', { textDocument: { uri, version: 1 } });
  assert.match(result.text, /CMD \["node", "server\.js"\]/);
  await client.sendRequest('shutdown');
  const closed = once(port, 'close');
  await client.sendNotification('exit');
  await closed;
});
