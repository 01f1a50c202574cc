/// <reference lib="webworker" />
/** The extension where VS Code runs extensions in the browser. The server is a worker. */
import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports } from 'vscode-languageclient/browser';
import { activateWith, type ExtensionParts } from './activation.ts';
import { type ClientFactory, ServerConnection } from './server-connection.ts';

export { deactivate } from './activation.ts';

export function activate(context: ExtensionContext): ExtensionParts {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.js').toString(true);
  const newClient: ClientFactory = (id, name, options) => new LanguageClient(id, name, async () => startWorker(script), options);
  return activateWith(context, async (options) => new ServerConnection(newClient, options));
}

/** Not the worker itself: VS Code puts a function in the place of `Worker`, so that the client does not know one when it sees it. */
function startWorker(script: string): MessageTransports {
  const worker = new Worker(script);
  return { reader: new WorkerReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** Nobody tells when a worker cannot go on: an exception that it does not catch, or a script that cannot be loaded, counts as its end. */
class WorkerReader extends BrowserMessageReader {
  constructor(worker: Worker) {
    super(worker);
    worker.addEventListener('error', () => {
      worker.terminate();
      this.fireClose();
    });
  }
}
