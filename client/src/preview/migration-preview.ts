/** Previews of migrations: each a diff of the document and the converted text, with the report beside it; applied or discarded as a whole. */
import * as vscode from 'vscode';
import type { Decisions, MigrateResult, Strategy } from '../../../server/src/protocol.ts';
import { applyMigration } from '../apply-migration.ts';
import type { LanguageServer } from '../language-server.ts';
import { VirtualDocuments } from '../virtual-documents.ts';
import { diffTabFor, diffTabs, showDiff } from './diff-tabs.ts';
import { OpenPreviews, type Preview } from './open-previews.ts';
import { act } from './panel-actions.ts';
import type { FromPanel, PanelState } from './panel-messages.ts';
import { type PanelTexts, panelTexts } from './panel-texts.ts';
import { panelState, panelType, ReportPanel } from './panel.ts';
import { followRenames } from './renames.ts';
import { PreviewSession } from './session.ts';

/** A preview as its page sees it. */
export interface PreviewParts {
  readonly state: () => PanelState;
  readonly texts: () => PanelTexts;
  readonly receive: (message: FromPanel) => Promise<void>;
}

export class MigrationPreview implements vscode.Disposable, vscode.WebviewPanelSerializer<PanelState> {
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #extension: vscode.Uri;
  readonly #texts: VirtualDocuments;
  readonly #previews = new OpenPreviews();
  readonly #subscriptions: vscode.Disposable;
  #lastReport: vscode.Uri | undefined;

  constructor(server: LanguageServer, output: vscode.LogOutputChannel, extension: vscode.Uri) {
    this.#server = server;
    this.#output = output;
    this.#extension = extension;
    // A diff that the editor restored after a reload asks for a text that nobody has yet.
    this.#texts = new VirtualDocuments((converted) => void this.#revive(converted));
    this.#subscriptions = vscode.Disposable.from(
      this.#texts,
      vscode.window.tabGroups.onDidChangeTabs(({ changed }) => {
        this.#forgetClosed();
        for (const tab of changed) this.#previews.showPanelOf(tab);
      }),
      followRenames(this.#previews, (uri, decisions) => this.#reopen(uri, decisions)),
      vscode.window.registerWebviewPanelSerializer(panelType, this),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const { session } of this.#previews.all) session.dispose();
  }

  /** Opens the diff and the report, or says why there is none. What was decided in a preview that is open still holds. Returns once the diff is open. */
  async show(document: vscode.TextDocument, result: MigrateResult, strategy: Strategy | undefined): Promise<void> {
    this.#lastReport = this.#texts.report(document.uri, result.reportMarkdown);
    if (result.status !== 'migrated') {
      void this.#offerReport(result);
      return;
    }
    const decided = strategy === undefined ? {} : { strategy };
    const open = this.#previews.of(document.uri);
    if (open !== undefined) await open.session.decide({ ...open.session.decisions, ...decided });
    // It may have been closed meanwhile.
    await this.#open(this.#previews.of(document.uri) ?? this.#add(document, result, decided));
  }

  /** Applies the preview in the active editor. */
  async apply(): Promise<void> {
    const preview = this.#previews.active();
    if (preview !== undefined) await this.#apply(preview);
  }

  async discard(): Promise<void> {
    const preview = this.#previews.active();
    if (preview !== undefined) await this.#close(preview);
  }

  /** The panel, once more when it was closed. */
  showDecisions(): void {
    const preview = this.#previews.active();
    if (preview === undefined) return;
    if (preview.panel) preview.panel.reveal();
    else this.#openPanel(preview);
  }

  /** The report as a plain document: for screen readers, and for files that are not converted. */
  async showReport(active = this.#previews.active()): Promise<void> {
    if (active !== undefined) this.#lastReport = this.#texts.report(active.session.uri, active.session.result.reportMarkdown);
    if (this.#lastReport !== undefined) await this.#showMarkdown(this.#lastReport);
  }

  /** What **Build and Compare** found, beside the document. */
  async showComparison(document: vscode.Uri, markdown: string): Promise<void> {
    await this.#showMarkdown(this.#texts.comparison(document, markdown));
  }

  /** Restores the panel after a reload of the window, if its diff came back, too. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PanelState | undefined): Promise<void> {
    const tab = state && diffTabs().find(({ original }) => original.toString() === state.document);
    const preview = tab && (await this.#revive(tab.converted, state.decided));
    if (preview === undefined || preview.panel !== undefined) panel.dispose();
    else this.#attach(preview, new ReportPanel(panel, preview.session, this.#extension, (message) => void this.receive(preview, message)));
  }

  /** The preview of a document, for tests that speak as the panel does. */
  previewOf(document: vscode.Uri): PreviewParts | undefined {
    const preview = this.#previews.of(document);
    return preview && { state: () => panelState(preview.session), texts: panelTexts, receive: (message) => this.receive(preview, message) };
  }

  /** Everything that the page asks for comes through here. Never rejects. */
  async receive(preview: Preview, message: FromPanel): Promise<void> {
    const { session, converted } = preview;
    const actions = {
      apply: () => this.#apply(preview),
      discard: () => this.#close(preview),
      plainReport: () => this.showReport(preview),
      say: (text: string) => preview.panel?.say(text),
    };
    try {
      await act(message, session, converted, actions);
    } catch (error) {
      preview.panel?.say(messageOf(error));
      this.#fail(error);
    }
  }

  async #showMarkdown(uri: vscode.Uri): Promise<void> {
    try {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch (error) {
      this.#output.warn(`No Markdown preview: ${String(error)}`);
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    }
  }

  #add(document: vscode.TextDocument, result: MigrateResult, decisions: Decisions): Preview {
    const converted = this.#texts.converted(document.uri, result.text);
    const session = new PreviewSession(this.#server, document, result, decisions);
    const preview: Preview = { session, converted, panel: undefined, opened: diffTabFor(converted) !== undefined };
    session.onDidChange((event) => {
      if (event === 'answered') this.#texts.converted(session.uri, session.result.text);
    });
    this.#previews.add(preview);
    return preview;
  }

  async #open(preview: Preview): Promise<void> {
    await showDiff(preview.session.uri, preview.converted);
    await this.#markDockerfile(preview.converted);
    await this.#updateContext();
    if (preview.panel) preview.panel.reveal(true);
    else this.#openPanel(preview);
  }

  /** A diff without a session: one that was open before the window was reloaded. Diff and panel ask for it on their own. */
  async #revive(converted: vscode.Uri, decisions: Decisions = {}): Promise<Preview | undefined> {
    try {
      const known = this.#previews.withText(converted) ?? (await this.#previewFor(converted, decisions));
      if (Object.keys(decisions).length > 0 && known.session.decisions !== decisions) await known.session.decide(decisions);
      return known;
    } catch (error) {
      this.#output.warn(`The preview ${converted.toString(true)} could not be restored: ${String(error)}`);
      const open = diffTabFor(converted);
      if (open !== undefined) await vscode.window.tabGroups.close(open.tab);
      return undefined;
    }
  }

  async #previewFor(converted: vscode.Uri, decisions: Decisions): Promise<Preview> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(converted.query, true));
    const result = await this.#server.migrate(document, undefined, decisions);
    const preview = this.#previews.withText(converted) ?? this.#add(document, result, decisions);
    await this.#updateContext();
    return preview;
  }

  /** Under the new name of its document. */
  async #reopen(uri: vscode.Uri, decisions: Decisions): Promise<void> {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      if (document.languageId !== 'dockerfile') {
        const name = vscode.workspace.asRelativePath(uri);
        void vscode.window.showInformationMessage(
          vscode.l10n.t('{0} is no Dockerfile by its new name: the preview of its migration is closed.', name),
        );
        return;
      }
      const result = await this.#server.migrate(document, undefined, decisions);
      await this.#open(this.#previews.of(uri) ?? this.#add(document, result, decisions));
    } catch (error) {
      this.#fail(error);
    }
  }

  #openPanel(preview: Preview): void {
    this.#attach(
      preview,
      ReportPanel.open(preview.session, this.#extension, (message) => void this.receive(preview, message), this.#previews.panelColumn),
    );
  }

  #attach(preview: Preview, panel: ReportPanel): void {
    preview.panel = panel;
    panel.onDidDispose(() => {
      if (preview.panel === panel) preview.panel = undefined;
    });
  }

  /** What is applied is what is shown: a document that changed since is asked about again first. */
  async #apply(preview: Preview): Promise<void> {
    const { session } = preview;
    const { result } = session;
    if (result.status !== 'migrated') return;
    try {
      const document = await session.document();
      if (!session.isOf(document)) {
        await session.ask();
        const message = vscode.l10n.t('The Dockerfile has changed meanwhile. The preview shows its migration as of now.');
        preview.panel?.say(message);
        void vscode.window.showInformationMessage(message);
        return;
      }
      if (!(await applyMigration(document, result))) throw new Error(vscode.l10n.t('The editor refused the change. Nothing was changed.'));
      await this.#close(preview);
      await vscode.window.showTextDocument(document);
    } catch (error) {
      preview.panel?.say(messageOf(error));
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const message = messageOf(error);
    this.#output.error(message);
    void vscode.window.showErrorMessage(vscode.l10n.t('Migrate to Chainguard: {0}', message));
  }

  async #offerReport({ status, reason, report }: MigrateResult): Promise<void> {
    const showReport = vscode.l10n.t('Show Report');
    const headline =
      status === 'unchanged' ? vscode.l10n.t('There is nothing to migrate.') : vscode.l10n.t('This Dockerfile is not converted.');
    const choice = await vscode.window.showInformationMessage(`${headline} ${reason}`.trim(), ...(report.length > 0 ? [showReport] : []));
    if (choice === showReport) await this.showReport();
  }

  /** The name of the file may not say that it is a Dockerfile when a person chose the language. */
  async #markDockerfile(converted: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(converted);
    if (document.languageId !== 'dockerfile') await vscode.languages.setTextDocumentLanguage(document, 'dockerfile');
  }

  async #close({ converted }: Preview): Promise<void> {
    const open = diffTabs().filter((one) => one.converted.toString() === converted.toString());
    await vscode.window.tabGroups.close(open.map(({ tab }) => tab));
    this.#forgetClosed();
  }

  #forgetClosed(): void {
    for (const { session, panel, converted } of this.#previews.takeClosed()) {
      session.dispose();
      panel?.dispose();
      this.#texts.forget(converted);
    }
    void this.#updateContext();
  }

  async #updateContext(): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'migrateToChainguard.previewOpen', this.#previews.all.length > 0);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
