/** The preview of a migration: a diff of the document and the converted text, with the report; applied or discarded as a whole. */
import * as vscode from 'vscode';
import type { MigrateResult, Strategy } from '../../server/src/protocol.ts';
import { applyMigration } from './apply-migration.ts';
import type { LanguageServer } from './language-server.ts';
import { previewScheme, VirtualDocuments } from './virtual-documents.ts';

interface Previewed {
  readonly document: vscode.TextDocument;
  readonly strategy: Strategy | undefined;
  readonly result: MigrateResult;
}

const apply = 'Apply';
const discard = 'Discard';
const showReport = 'Show Report';

export class MigrationPreview implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #texts = new VirtualDocuments();
  /** By the address of the converted text. */
  readonly #previews = new Map<string, Previewed>();
  readonly #subscriptions: vscode.Disposable;
  #lastReport: vscode.Uri | undefined;

  constructor(server: LanguageServer, output: vscode.LogOutputChannel) {
    this.#server = server;
    this.#output = output;
    this.#subscriptions = vscode.Disposable.from(
      this.#texts,
      vscode.window.tabGroups.onDidChangeTabs(() => this.#forgetClosed()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Opens the diff, or says why there is none, and asks what to do. Returns once the diff is open. */
  async show(document: vscode.TextDocument, result: MigrateResult, strategy: Strategy | undefined): Promise<void> {
    this.#lastReport = this.#texts.report(document.uri, result.reportMarkdown);
    if (result.status !== 'migrated') {
      void this.#offerReport(result);
      return;
    }
    const converted = this.#texts.converted(document.uri, result.text);
    this.#previews.set(converted.toString(), { document, strategy, result });
    const name = vscode.workspace.asRelativePath(document.uri);
    await vscode.commands.executeCommand('vscode.diff', document.uri, converted, `${name}: migration to Chainguard`, { preview: false });
    await this.#markDockerfile(converted);
    await this.#updateContext();
    void this.#ask(converted, summary(result));
  }

  /** Applies the preview in the active editor. Asks again, with the new text in view, when the document has changed since. */
  async apply(): Promise<void> {
    const converted = this.#active();
    if (converted !== undefined) await this.#apply(converted);
  }

  async discard(): Promise<void> {
    const converted = this.#active();
    if (converted !== undefined) await this.#close(converted);
  }

  async showReport(): Promise<void> {
    if (this.#lastReport !== undefined) await this.#showMarkdown(this.#lastReport);
  }

  /** What **Build and Compare** found, beside the document. */
  async showComparison(document: vscode.Uri, markdown: string): Promise<void> {
    await this.#showMarkdown(this.#texts.comparison(document, markdown));
  }

  async #showMarkdown(uri: vscode.Uri): Promise<void> {
    try {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch (error) {
      this.#output.warn(`No Markdown preview: ${String(error)}`);
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    }
  }

  async #apply(converted: vscode.Uri): Promise<void> {
    const previewed = this.#previews.get(converted.toString());
    if (previewed === undefined) return;
    const { document, strategy, result } = previewed;
    if (await applyMigration(document, result)) {
      await this.#close(converted);
      await vscode.window.showTextDocument(document);
      return;
    }
    const again = await this.#server.migrate(document, strategy);
    if (again.status !== 'migrated') {
      await this.#close(converted);
      await this.show(document, again, strategy);
      return;
    }
    this.#texts.converted(document.uri, again.text);
    this.#lastReport = this.#texts.report(document.uri, again.reportMarkdown);
    this.#previews.set(converted.toString(), { document, strategy, result: again });
    void this.#ask(converted, 'The Dockerfile has changed meanwhile. The preview shows its migration as of now.');
  }

  async #ask(converted: vscode.Uri, message: string): Promise<void> {
    const choice = await vscode.window.showInformationMessage(message, apply, discard, showReport);
    if (choice === apply) await this.#apply(converted);
    if (choice === discard) await this.#close(converted);
    if (choice === showReport) await this.showReport();
  }

  async #offerReport({ status, reason, report }: MigrateResult): Promise<void> {
    const headline = status === 'unchanged' ? 'There is nothing to migrate.' : 'This Dockerfile is not converted.';
    const choice = await vscode.window.showInformationMessage(`${headline} ${reason}`.trim(), ...(report.length > 0 ? [showReport] : []));
    if (choice === showReport) await this.showReport();
  }

  /** The name of the file may not say that it is a Dockerfile when a person chose the language. */
  async #markDockerfile(converted: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(converted);
    if (document.languageId !== 'dockerfile') await vscode.languages.setTextDocumentLanguage(document, 'dockerfile');
  }

  #active(): vscode.Uri | undefined {
    const shown = vscode.window.tabGroups.activeTabGroup.activeTab;
    const active = shown && convertedTextOf(shown);
    return (
      active ??
      openPreviews()
        .map(({ converted }) => converted)
        .at(-1)
    );
  }

  async #close(converted: vscode.Uri): Promise<void> {
    const tabs = openPreviews().filter((open) => open.converted.toString() === converted.toString());
    await vscode.window.tabGroups.close(tabs.map(({ tab }) => tab));
  }

  #forgetClosed(): void {
    const open = new Set(openPreviews().map(({ converted }) => converted.toString()));
    for (const key of this.#previews.keys()) {
      if (open.has(key)) continue;
      this.#previews.delete(key);
      this.#texts.forget(vscode.Uri.parse(key));
    }
    void this.#updateContext();
  }

  async #updateContext(): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'migrateToChainguard.previewOpen', this.#previews.size > 0);
  }
}

function summary({ strategy, report }: MigrateResult): string {
  const reviews = report.filter((entry) => entry.action === 'review').length;
  const toReview = reviews === 0 ? '' : ` ${reviews === 1 ? 'One point needs' : `${reviews} points need`} your review.`;
  return `Migration to Chainguard: ${strategy}.${toReview}`;
}

function openPreviews(): { readonly tab: vscode.Tab; readonly converted: vscode.Uri }[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => {
      const converted = convertedTextOf(tab);
      return converted === undefined ? [] : [{ tab, converted }];
    });
}

function convertedTextOf(tab: vscode.Tab): vscode.Uri | undefined {
  const { input } = tab;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === previewScheme ? input.modified : undefined;
}
