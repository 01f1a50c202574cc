/** The server as a process. A bundle of its own: what is loaded with it is not loaded before the extension is active. */
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type ConnectionOptions, ServerConnection } from './server-connection.ts';

/** @param module path of the server's bundle */
export function connectToProcess(module: string, options: ConnectionOptions): ServerConnection {
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new ServerConnection((id, name, clientOptions) => new LanguageClient(id, name, { run, debug }, clientOptions), options);
}
