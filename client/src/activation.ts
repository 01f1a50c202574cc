/** The extension's life: what is made when a Dockerfile is opened, and put away at the end. Decides nothing about Dockerfiles. */
import * as vscode from 'vscode';
import { createCommands } from './commands.ts';
import { type ClientFactory, LanguageServer } from './language-server.ts';
import { MigrationPreview } from './preview/migration-preview.ts';
import { createStatus } from './status.ts';
import { WorkspacePreview } from './workspace-migration/workspace-preview.ts';

let server: LanguageServer | undefined;

/** For tests: they speak to the preview as its panel does. */
export interface ExtensionParts {
  readonly preview: Pick<MigrationPreview, 'previewOf'>;
}

/** `createClient` is all that differs between Node and the browser. */
export async function activateWith(context: vscode.ExtensionContext, createClient: ClientFactory): Promise<ExtensionParts> {
  const output = vscode.window.createOutputChannel('Migrate to Chainguard', { log: true });
  const status = createStatus();
  server = new LanguageServer(createClient, output, status);
  const preview = new MigrationPreview(server, output, context.extensionUri);
  const workspacePreview = new WorkspacePreview(output);
  const commands = createCommands({ server, preview, workspacePreview, output, memory: context.workspaceState });
  for (const [id, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`migrateToChainguard.${id}`, run));
  }
  context.subscriptions.push(output, status, preview, workspacePreview, server.watchSettings());
  await vscode.commands.executeCommand('setContext', 'migrateToChainguard.active', true);
  await server.start();
  return { preview };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
