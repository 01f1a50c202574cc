/** **Migrate All Dockerfiles in Workspace**: finds them, migrates them, shows all changes in one editor. Also for folders and files of the explorer. */
import * as vscode from 'vscode';
import type { Strategy } from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import type { AppliedFiles } from './apply-files.ts';
import { findDockerfiles } from './find-dockerfiles.ts';
import { type FileOutcome, migrateFiles } from './migrate-files.ts';
import { nameOf } from './summary.ts';
import type { WorkspacePreview } from './workspace-preview.ts';

interface Parts {
  readonly server: LanguageServer;
  readonly workspacePreview: WorkspacePreview;
  readonly output: vscode.LogOutputChannel;
}

/** What other extensions, key bindings and tests may hand to the command. */
interface Argument {
  /** Files and folders; the whole workspace without them. */
  readonly uris?: readonly vscode.Uri[];
  readonly strategy?: Strategy;
  /** Change the files without a preview. */
  readonly apply?: boolean;
}

export interface WorkspaceOutcome {
  readonly outcomes: readonly FileOutcome[];
  /** Undefined when the files are only shown. */
  readonly applied: AppliedFiles | undefined;
}

/**
 * Menus hand over the resource that was clicked and all that are selected.
 * @returns undefined when it was cancelled, when there are no Dockerfiles, or when the server failed; the user has been told.
 */
export async function migrateWorkspace(parts: Parts, first: unknown, selected: unknown): Promise<WorkspaceOutcome | undefined> {
  const argument = readArgument(first, selected);
  const { server, workspacePreview, output } = parts;
  if (argument.uris === undefined && vscode.workspace.workspaceFolders === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder to migrate its Dockerfiles.'));
    return undefined;
  }
  try {
    const outcomes = await look(server, argument, output);
    if (outcomes === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Cancelled. Nothing was changed.'));
      return undefined;
    }
    if (outcomes.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There are no Dockerfiles.'));
      return undefined;
    }
    await workspacePreview.show(outcomes, () => migrateWorkspace(parts, argument, undefined));
    return { outcomes, applied: argument.apply === true ? await workspacePreview.applyAll() : undefined };
  } catch (error) {
    output.error(`The migration of several Dockerfiles failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('Migrate to Chainguard: {0}', message));
    return undefined;
  }
}

/** Undefined when the person cancelled. */
async function look(
  server: LanguageServer,
  { uris, strategy }: Argument,
  output: vscode.LogOutputChannel,
): Promise<readonly FileOutcome[] | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Migrate to Chainguard'),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, async (progress, token) => {
    progress.report({ message: vscode.l10n.t('looking for Dockerfiles …') });
    try {
      const files = await findDockerfiles(server, uris, token);
      let number = 0;
      const outcomes = await migrateFiles(server, files, {
        strategy,
        token,
        done(outcome) {
          number++;
          progress.report({
            message: vscode.l10n.t('{0} of {1}: {2}', number, files.length, nameOf(outcome.uri)),
            increment: 100 / files.length,
          });
          if ('error' in outcome) output.error(`Migration of ${outcome.uri.toString(true)} failed: ${outcome.error}`);
        },
      });
      return token.isCancellationRequested ? undefined : outcomes;
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
}

function readArgument(first: unknown, selected: unknown): Argument {
  if (Array.isArray(selected) && selected.length > 0) return { uris: selected.filter((uri) => uri instanceof vscode.Uri) };
  if (first instanceof vscode.Uri) return { uris: [first] };
  return typeof first === 'object' && first !== null ? first : {};
}
