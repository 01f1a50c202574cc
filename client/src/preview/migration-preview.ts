/** Previews of migrations: each a diff of the document and the converted text, with the report beside it; applied or discarded as a whole. */
import * as vscode from 'vscode';
import type { Decisions, MigrateResult, Strategy } from '../../../server/src/protocol.ts';
import { applyMigration } from '../apply-migration.ts';
import type { LanguageServer } from '../language-server.ts';
import { VirtualDocuments } from '../virtual-documents.ts';
import { diffTabFor, diffTabOf, diffTabs, showDiff } from './diff-tabs.ts';
import { act } from './panel-actions.ts';
import type { FromPanel, PanelState } from './panel-messages.ts';
import { type PanelTexts, panelTexts } from './panel-texts.ts';
import { panelState, panelType, ReportPanel } from './panel.ts';
import { PreviewSession } from './session.ts';

interface Preview {
  readonly session: PreviewSession;
  readonly converted: vscode.Uri;
  panel: ReportPanel | undefined;
  /** Its diff has been seen among the tabs: without it, it is closed. */
  opened: boolean;
}

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
  /** By the address of the converted text. */
  readonly #previews = new Map<string, Preview>();
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
      vscode.window.tabGroups.onDidChangeTabs(() => this.#forgetClosed()),
      vscode.window.registerWebviewPanelSerializer(panelType, this),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const { session } of this.#previews.values()) session.dispose();
  }

  /** Opens the diff and the report, or says why there is none. Returns once the diff is open. */
  async show(document: vscode.TextDocument, result: MigrateResult, strategy: Strategy | undefined): Promise<void> {
    this.#lastReport = this.#texts.report(document.uri, result.reportMarkdown);
    if (result.status !== 'migrated') {
      void this.#offerReport(result);
      return;
    }
    const preview = this.#add(document.uri, result, strategy === undefined ? {} : { strategy });
    await showDiff(document.uri, preview.converted);
    await this.#markDockerfile(preview.converted);
    await this.#updateContext();
    this.#openPanel(preview);
  }

  /** Applies the preview in the active editor. */
  async apply(): Promise<void> {
    const preview = this.#active();
    if (preview !== undefined) await this.#apply(preview);
  }

  async discard(): Promise<void> {
    const preview = this.#active();
    if (preview !== undefined) await this.#close(preview);
  }

  /** The panel, once more when it was closed. */
  showDecisions(): void {
    const preview = this.#active();
    if (preview === undefined) return;
    if (preview.panel) preview.panel.reveal();
    else this.#openPanel(preview);
  }

  /** The report as a plain document: for screen readers, and for files that are not converted. */
  async showReport(): Promise<void> {
    const active = this.#active();
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
    const preview = [...this.#previews.values()].find(({ session }) => session.uri.toString() === document.toString());
    return preview && { state: () => panelState(preview.session), texts: panelTexts, receive: (message) => this.receive(preview, message) };
  }

  /** Everything that the page asks for comes through here. Never rejects. */
  async receive(preview: Preview, message: FromPanel): Promise<void> {
    const { session, converted } = preview;
    const actions = {
      apply: () => this.#apply(preview),
      discard: () => this.#close(preview),
      plainReport: () => this.showReport(),
      say: (text: string) => preview.panel?.say(text),
    };
    try {
      await act(message, session, converted, actions);
    } catch (error) {
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

  #add(uri: vscode.Uri, result: MigrateResult, decisions: Decisions): Preview {
    const converted = this.#texts.converted(uri, result.text);
    const key = converted.toString();
    const before = this.#previews.get(key);
    before?.session.dispose();
    before?.panel?.dispose();
    const session = new PreviewSession(this.#server, uri, result, decisions);
    const preview: Preview = { session, converted, panel: undefined, opened: false };
    session.onDidChange((event) => {
      if (event === 'answered') this.#texts.converted(uri, session.result.text);
    });
    this.#previews.set(key, preview);
    return preview;
  }

  /** A diff without a session: one that was open before the window was reloaded. */
  async #revive(converted: vscode.Uri, decisions: Decisions = {}): Promise<Preview | undefined> {
    const known = this.#previews.get(converted.toString());
    if (known !== undefined) {
      if (Object.keys(decisions).length > 0) await known.session.decide(decisions);
      return known;
    }
    try {
      const uri = vscode.Uri.parse(converted.query, true);
      const document = await vscode.workspace.openTextDocument(uri);
      const result = await this.#server.migrate(document, undefined, decisions);
      const preview = this.#previews.get(converted.toString()) ?? this.#add(uri, result, decisions);
      await this.#updateContext();
      return preview;
    } catch (error) {
      this.#output.warn(`The preview ${converted.toString(true)} could not be restored: ${String(error)}`);
      const open = diffTabFor(converted);
      if (open !== undefined) await vscode.window.tabGroups.close(open.tab);
      return undefined;
    }
  }

  #openPanel(preview: Preview): void {
    this.#attach(
      preview,
      ReportPanel.open(preview.session, this.#extension, (message) => void this.receive(preview, message)),
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
      if (document.version !== result.version) {
        await session.ask();
        const message = vscode.l10n.t('The Dockerfile has changed meanwhile. The preview shows its migration as of now.');
        preview.panel?.say(message);
        void vscode.window.showInformationMessage(message);
        return;
      }
      if (await isReadOnly(session.uri)) throw new Error(vscode.l10n.t('{0} is read-only. Nothing was changed.', session.uri.path));
      if (!(await applyMigration(document, result))) throw new Error(vscode.l10n.t('The editor refused the change. Nothing was changed.'));
      await this.#close(preview);
      await vscode.window.showTextDocument(document);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
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

  /** The one in the active tab, else the last one that was opened. */
  #active(): Preview | undefined {
    const shown = diffTabOf(vscode.window.tabGroups.activeTabGroup.activeTab) ?? diffTabs().at(-1);
    return shown && this.#previews.get(shown.converted.toString());
  }

  async #close({ converted }: Preview): Promise<void> {
    const open = diffTabs().filter((one) => one.converted.toString() === converted.toString());
    await vscode.window.tabGroups.close(open.map(({ tab }) => tab));
    this.#forgetClosed();
  }

  #forgetClosed(): void {
    const open = new Set(diffTabs().map(({ converted }) => converted.toString()));
    for (const [key, preview] of this.#previews) {
      const { session, panel, converted } = preview;
      if (open.has(key)) preview.opened = true;
      if (open.has(key) || !preview.opened) continue;
      this.#previews.delete(key);
      session.dispose();
      panel?.dispose();
      this.#texts.forget(converted);
    }
    void this.#updateContext();
  }

  async #updateContext(): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'migrateToChainguard.previewOpen', this.#previews.size > 0);
  }
}

async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    // A file that was deleted lives on in the editor; saving writes it anew.
    return false;
  }
}
