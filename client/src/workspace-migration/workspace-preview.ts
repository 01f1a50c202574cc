/** All migrations side by side in one editor, before anything is changed: applied as a whole, or for the files that a person chooses. */
import * as vscode from 'vscode';
import { type AppliedFiles, applyToFiles } from './apply-files.ts';
import { ConvertedTexts } from './converted-texts.ts';
import type { FileMigration, FileOutcome } from './migrate-files.ts';
import { nameOf, reviewsOf, sortOutcomes, type Sorted, summarize, summaryMarkdown } from './summary.ts';

const openKey = 'migrateToChainguard.workspacePreviewOpen';
const activeKey = 'migrateToChainguard.workspacePreviewActive';

export class WorkspacePreview implements vscode.Disposable {
  readonly #output: vscode.LogOutputChannel;
  readonly #texts = new ConvertedTexts();
  readonly #subscriptions: vscode.Disposable;
  /** Shows the same scope anew. */
  #again: (() => Promise<unknown>) | undefined;
  #migrations: readonly FileMigration[] = [];
  #title: string | undefined;
  #report: vscode.Uri | undefined;

  constructor(output: vscode.LogOutputChannel) {
    this.#output = output;
    this.#subscriptions = vscode.Disposable.from(
      this.#texts,
      vscode.window.tabGroups.onDidChangeTabs(() => void this.#updateContext()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => void this.#updateContext()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Opens the editor, or says why there is nothing to see. `again` makes the same preview once more. Returns once the editor is open. */
  async show(outcomes: readonly FileOutcome[], again: () => Promise<unknown>): Promise<void> {
    await this.#close();
    const sorted = sortOutcomes(outcomes);
    const { converted, report } = this.#texts.replace(sorted.migrated, summaryMarkdown(sorted));
    this.#migrations = sorted.migrated;
    this.#report = report;
    this.#again = again;
    if (sorted.migrated.length === 0) {
      void this.#offerReport(sorted);
      return;
    }
    this.#title = vscode.l10n.t('Migration to Chainguard');
    const resources = sorted.migrated.map(({ uri }, index) => [uri, uri, converted[index]]);
    await vscode.commands.executeCommand('vscode.changes', this.#title, resources);
    await this.#updateContext();
    void this.#ask(summarize(sorted));
  }

  async applyAll(): Promise<AppliedFiles> {
    return await this.#apply(this.#migrations);
  }

  /** Lets the person choose among the files; all are chosen at first. */
  async applySelected(): Promise<AppliedFiles | undefined> {
    const items = this.#migrations.map((migration) => ({ ...itemOf(migration), migration, picked: true }));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      matchOnDescription: true,
      title: vscode.l10n.t('Migrate to Chainguard'),
      placeHolder: vscode.l10n.t('Dockerfiles that will be changed'),
    });
    // None chosen is no choice: the preview stays.
    return chosen === undefined || chosen.length === 0 ? undefined : await this.#apply(chosen.map(({ migration }) => migration));
  }

  async showReport(): Promise<void> {
    if (this.#report === undefined) return;
    try {
      await vscode.commands.executeCommand('markdown.showPreview', this.#report);
    } catch (error) {
      this.#output.warn(`No Markdown preview: ${String(error)}`);
      await vscode.window.showTextDocument(this.#report);
    }
  }

  async #apply(migrations: readonly FileMigration[]): Promise<AppliedFiles> {
    const result = await applyToFiles(migrations);
    for (const { uri, error } of result.failed) this.#output.error(`${uri.toString(true)} was not changed: ${error}`);
    await this.#close();
    void this.#tell(result);
    return result;
  }

  async #ask(message: string): Promise<void> {
    const apply = vscode.l10n.t('Apply All');
    const choose = vscode.l10n.t('Choose Files…');
    const report = vscode.l10n.t('Show Report');
    const choice = await vscode.window.showInformationMessage(message, apply, choose, report);
    if (choice === apply) await this.applyAll();
    if (choice === choose) await this.applySelected();
    if (choice === report) await this.showReport();
  }

  async #offerReport(sorted: Sorted): Promise<void> {
    const report = vscode.l10n.t('Show Report');
    const message = `${vscode.l10n.t('There is nothing to migrate.')} ${summarize(sorted)}`.trim();
    if ((await vscode.window.showInformationMessage(message, report)) === report) await this.showReport();
  }

  async #tell({ applied, changed, failed }: AppliedFiles): Promise<void> {
    const parts = [
      applied.length === 1
        ? vscode.l10n.t('One Dockerfile was migrated.')
        : vscode.l10n.t('{0} Dockerfiles were migrated.', applied.length),
      ...(changed.length === 0
        ? []
        : [vscode.l10n.t('Changed since the preview, and left as they are: {0}.', changed.map(({ uri }) => nameOf(uri)).join(', '))]),
      ...(failed.length === 0
        ? []
        : [vscode.l10n.t('Could not be changed: {0}.', failed.map(({ uri, error }) => `${nameOf(uri)} (${error})`).join(', '))]),
    ];
    const report = vscode.l10n.t('Show Report');
    const again = vscode.l10n.t('Preview Again');
    const show = failed.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const choice = await show(parts.join(' '), ...(changed.length > 0 ? [again] : []), report);
    if (choice === again) await this.#again?.();
    if (choice === report) await this.showReport();
  }

  async #close(): Promise<void> {
    await vscode.window.tabGroups.close(this.#tabs());
    await this.#updateContext();
  }

  /** The interface for extensions knows editors of many files by their label alone. */
  #tabs(): readonly vscode.Tab[] {
    return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => this.#isOurs(tab));
  }

  #isOurs(tab: vscode.Tab): boolean {
    const kinds = [vscode.TabInputText, vscode.TabInputTextDiff, vscode.TabInputCustom, vscode.TabInputWebview];
    return this.#title !== undefined && tab.label.startsWith(this.#title) && !kinds.some((kind) => tab.input instanceof kind);
  }

  async #updateContext(): Promise<void> {
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    await vscode.commands.executeCommand('setContext', openKey, this.#tabs().length > 0);
    await vscode.commands.executeCommand('setContext', activeKey, activeTab !== undefined && this.#isOurs(activeTab));
  }
}

function itemOf(migration: FileMigration): vscode.QuickPickItem {
  const reviews = reviewsOf(migration);
  const detail = reviews === 1 ? vscode.l10n.t('One point needs your review.') : vscode.l10n.t('{0} points need your review.', reviews);
  return { label: nameOf(migration.uri), description: migration.result.strategy, ...(reviews > 0 && { detail }) };
}
