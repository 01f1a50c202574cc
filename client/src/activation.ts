/** The extension's life: what is made when a Dockerfile is opened, and put away at the end. Decides nothing about Dockerfiles. */
import * as vscode from 'vscode';
import { createCommands } from './commands.ts';
import { type Connect, LanguageServer } from './language-server.ts';
import { MigrationPreview } from './preview/migration-preview.ts';
import { serveRulePages } from './rule-pages/rule-pages.ts';
import { FindingsStatus } from './status/findings-status.ts';
import { createStatus } from './status/server-status.ts';
import type { StatusTexts } from './status/status-texts.ts';
import { WorkspacePreview } from './workspace-migration/workspace-preview.ts';

let server: LanguageServer | undefined;

/** For tests: they speak to the preview as its panel does, and read what VS Code does not tell of an item. */
export interface ExtensionParts {
  readonly preview: Pick<MigrationPreview, 'previewOf'>;
  /** The items of the language status menu. */
  readonly status: { readonly findings: () => StatusTexts; readonly server: () => StatusTexts };
}

/** Does not wait for the server. `connect` is all that differs between Node and the browser. */
export function activateWith(context: vscode.ExtensionContext, connect: Connect): ExtensionParts {
  const output = vscode.window.createOutputChannel('Migrate to Chainguard', { log: true });
  const status = createStatus();
  server = new LanguageServer(connect, output, status);
  const preview = new MigrationPreview(server, output, context.extensionUri);
  const docs = vscode.Uri.joinPath(context.extensionUri, 'docs');
  const workspacePreview = new WorkspacePreview(output);
  const findings = new FindingsStatus(server, output, (outlook) => status.showOrganization(outlook?.organization));
  const commands = createCommands({ context, server, preview, workspacePreview, output, memory: context.workspaceState });
  for (const [id, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`migrateToChainguard.${id}`, run));
  }
  context.subscriptions.push(output, status, preview, workspacePreview, findings, serveRulePages(docs), server.watchSettings());
  void vscode.commands.executeCommand('setContext', 'migrateToChainguard.active', true);
  // VS Code waits for activation before it opens more: the server starts meanwhile, and requests wait for it.
  void server.start();
  return { preview, status: { findings: () => findings.shown, server: () => status.shown } };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
