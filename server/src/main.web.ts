/// <reference lib="webworker" />
/** The language server as a web worker, which its client ends. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { rulesEngine } from './language-server/rules-engine.ts';
import { startServer } from './language-server/server.ts';
import { version } from './version.ts';

declare const self: DedicatedWorkerGlobalScope;

// dockerfile-ast asks Node's Buffer for the bytes of a text's first character.
Object.assign(self, { Buffer: { from: (text: string) => new TextEncoder().encode(text) } });

const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(self), new BrowserMessageWriter(self));
connection.onExit(() => self.close());
startServer(connection, { engine: rulesEngine, folderReaders: () => undefined, version });
