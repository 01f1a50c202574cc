/** The extension where VS Code runs extensions in Node: on the desktop and on remote machines. The server is a process. */
import { setImmediate } from 'node:timers/promises';
import type { ExtensionContext } from 'vscode';
import { activateWith, type ExtensionParts } from './activation.ts';

export { deactivate } from './activation.ts';

export function activate(context: ExtensionContext): ExtensionParts {
  const server = context.asAbsolutePath('dist/server.js');
  return activateWith(context, async (options) => {
    // The language client takes longer to load than all the rest: VS Code shall first go on with whatever waits for this extension.
    await setImmediate();
    const { connectToProcess } = await import('./server-process.ts');
    return connectToProcess(server, options);
  });
}
