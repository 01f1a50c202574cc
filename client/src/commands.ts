/** Every command of the extension, by its name behind `migrateToChainguard.`. */
import { commands, type ExtensionContext, type LogOutputChannel, type Memento } from 'vscode';
import { buildAndCompare } from './build-and-compare.ts';
import type { LanguageServer } from './language-server.ts';
import { migrate } from './migrate-command.ts';
import { createSettingsFile, switchOffRule } from './settings-commands.ts';
import type { MigrationPreview } from './preview/migration-preview.ts';
import { explainRule } from './rule-pages/explain-rule.ts';
import { openSample } from './sample.ts';
import { searchPackages } from './packages/search-packages.ts';
import { migrateWorkspace } from './workspace-migration/migrate-workspace.ts';
import type { WorkspacePreview } from './workspace-migration/workspace-preview.ts';

export interface Parts {
  readonly context: ExtensionContext;
  readonly server: LanguageServer;
  readonly preview: MigrationPreview;
  readonly workspacePreview: WorkspacePreview;
  readonly output: LogOutputChannel;
  /** What a person answered, by workspace. */
  readonly memory: Memento;
}

export type Command = (...args: readonly unknown[]) => unknown;

export function createCommands(parts: Parts): Readonly<Record<string, Command>> {
  const { context, server, preview, workspacePreview, output } = parts;
  return {
    migrate: (argument, selected) => (isSeveral(selected) ? migrateWorkspace(parts, argument, selected) : migrate(parts, argument)),
    applyMigration: () => preview.apply(),
    discardMigration: () => preview.discard(),
    showReport: () => preview.showReport(),
    migrateWorkspace: (first, selected) => migrateWorkspace(parts, first, selected),
    migrateFolder: (first, selected) => migrateWorkspace(parts, first, selected),
    applyWorkspaceMigration: () => workspacePreview.applyAll(),
    applySelectedMigrations: () => workspacePreview.applySelected(),
    showWorkspaceReport: () => workspacePreview.showReport(),
    searchPackages: (argument) => searchPackages(parts, argument),
    buildAndCompare: (argument) => buildAndCompare(parts, argument),
    createSettingsFile: (argument) => createSettingsFile(output, argument),
    switchOffRule: (argument) => switchOffRule(output, argument),
    showDecisions: () => preview.showDecisions(),
    explainRule: (rule) => explainRule(parts, rule),
    openSample: () => openSample(context),
    openSettings: () => commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    restartServer: () => server.restart(),
    showOutput: () => output.show(),
  };
}

/** The explorer hands over all files that are selected. */
function isSeveral(selected: unknown): boolean {
  return Array.isArray(selected) && selected.length > 1;
}
