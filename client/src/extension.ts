/** The extension where VS Code runs extensions in Node: on the desktop and on remote machines. The server is a process. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith, type ExtensionParts } from './activation.ts';

export { deactivate } from './activation.ts';

export function activate(context: ExtensionContext): ExtensionParts {
  const run = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return activateWith(context, (id, name, options) => new LanguageClient(id, name, { run, debug }, options));
}
