/** Every command of the extension, by its name behind `migrateToChainguard.`. */
import type { LogOutputChannel, Memento } from 'vscode';
import { buildAndCompare } from './build-and-compare.ts';
import type { LanguageServer } from './language-server.ts';
import { migrate } from './migrate-command.ts';
import { createSettingsFile, switchOffRule } from './settings-commands.ts';
import type { MigrationPreview } from './preview/migration-preview.ts';

export interface Parts {
  readonly server: LanguageServer;
  readonly preview: MigrationPreview;
  readonly output: LogOutputChannel;
  /** What a person answered, by workspace. */
  readonly memory: Memento;
}

export type Command = (...args: readonly unknown[]) => unknown;

export function createCommands(parts: Parts): Readonly<Record<string, Command>> {
  const { server, preview, output } = parts;
  return {
    migrate: (argument) => migrate(parts, argument),
    buildAndCompare: (argument) => buildAndCompare(parts, argument),
    applyMigration: () => preview.apply(),
    discardMigration: () => preview.discard(),
    showReport: () => preview.showReport(),
    createSettingsFile: () => createSettingsFile(output),
    switchOffRule: (argument) => switchOffRule(argument),
    showDecisions: () => preview.showDecisions(),
    restartServer: () => server.restart(),
    showOutput: () => output.show(),
  };
}
