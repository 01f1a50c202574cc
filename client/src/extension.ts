/** The extension where VS Code runs extensions in Node: on the desktop and on remote machines. The server is a process. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith, type ExtensionParts } from './activation.ts';

export { deactivate } from './activation.ts';

export async function activate(context: ExtensionContext): Promise<ExtensionParts> {
  const run = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return await activateWith(context, (id, name, options) => new LanguageClient(id, name, { run, debug }, options));
}
