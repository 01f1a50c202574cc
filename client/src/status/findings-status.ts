/**
 * The item of the language status menu that speaks of the Dockerfile at hand: how many remarks there are, and what a migration would come to.
 * Says to menus, too, whether there is anything to migrate.
 */
import * as vscode from 'vscode';
import type { Outlook, OutlookMethod, OutlookParams } from '../../../server/src/protocol.ts';
import type { StatusTexts } from './status-texts.ts';
import { ourDiagnostics } from '../diagnostics.ts';
import type { LanguageServer } from '../language-server.ts';

const outlookMethod: OutlookMethod = 'migrateToChainguard/outlook';
const canMigrateKey = 'migrateToChainguard.canMigrate';
/** The server is asked once the diagnostics have come to rest. */
const quietMilliseconds = 300;

export class FindingsStatus implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #answered: (outlook: Outlook | undefined) => void;
  readonly #item = vscode.languages.createLanguageStatusItem('migrateToChainguard.findings', { language: 'dockerfile' });
  readonly #subscriptions: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #outlook: { readonly document: vscode.TextDocument; readonly answer: Outlook } | undefined;

  /** `answered` is told what the server said about the document at hand. */
  constructor(server: LanguageServer, output: vscode.LogOutputChannel, answered: (outlook: Outlook | undefined) => void) {
    this.#server = server;
    this.#output = output;
    this.#answered = answered;
    this.#item.name = vscode.l10n.t('Migrate to Chainguard: Remarks');
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(() => this.#changed()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changedDocument(document.uri)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.#changedDocument(uri);
      }),
    );
    this.#changed();
  }

  /** What the item says now. */
  get shown(): StatusTexts {
    return { text: this.#item.text, detail: this.#item.detail ?? '' };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #changedDocument(uri: vscode.Uri): void {
    if (uri.toString() === activeDockerfile()?.uri.toString()) this.#changed();
  }

  #changed(): void {
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), quietMilliseconds);
  }

  async #ask(): Promise<void> {
    const document = activeDockerfile();
    if (document !== undefined) {
      try {
        const params: OutlookParams = { textDocument: { uri: this.#server.addressOf(document.uri) } };
        const answer = await this.#server.request<Outlook | null>(outlookMethod, params);
        this.#outlook = answer === null ? undefined : { document, answer };
      } catch (error) {
        // The document changes or the server restarts: there will be another occasion.
        this.#output.debug(`No outlook for ${document.uri.toString(true)}: ${String(error)}`);
      }
    }
    this.#show();
    this.#answered(this.#current());
    await vscode.commands.executeCommand('setContext', canMigrateKey, this.#current()?.status === 'migrated');
  }

  /** What is known about the document at hand. */
  #current(): Outlook | undefined {
    return this.#outlook !== undefined && this.#outlook.document === activeDockerfile() ? this.#outlook.answer : undefined;
  }

  #show(): void {
    const document = activeDockerfile();
    if (document === undefined) return;
    const outlook = this.#current();
    this.#item.text = counts(ourDiagnostics(document.uri));
    this.#item.detail = outlook === undefined ? '' : detail(outlook);
    this.#item.command =
      outlook?.status === 'migrated'
        ? { command: 'migrateToChainguard.migrate', title: vscode.l10n.t('Migrate'), tooltip: vscode.l10n.t('Migrate to Chainguard') }
        : { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show Problems') };
    this.#item.accessibilityInformation = {
      label: [vscode.l10n.t('Migrate to Chainguard:'), this.#item.text, this.#item.detail].filter(Boolean).join(' '),
    };
  }
}

function activeDockerfile(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'dockerfile' ? document : undefined;
}

function counts(diagnostics: readonly vscode.Diagnostic[]): string {
  const of = (severity: vscode.DiagnosticSeverity): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const parts = [
    count(of(vscode.DiagnosticSeverity.Error), vscode.l10n.t('1 error'), (number) => vscode.l10n.t('{0} errors', number)),
    count(of(vscode.DiagnosticSeverity.Warning), vscode.l10n.t('1 warning'), (number) => vscode.l10n.t('{0} warnings', number)),
    count(of(vscode.DiagnosticSeverity.Information), vscode.l10n.t('1 info'), (number) => vscode.l10n.t('{0} infos', number)),
    count(of(vscode.DiagnosticSeverity.Hint), vscode.l10n.t('1 hint'), (number) => vscode.l10n.t('{0} hints', number)),
  ].filter((part) => part !== '');
  return parts.length === 0 ? vscode.l10n.t('No remarks') : parts.join(', ');
}

function count(number: number, one: string, many: (number: number) => string): string {
  return number === 0 ? '' : number === 1 ? one : many(number);
}

function detail({ status, strategy, reason }: Outlook): string {
  if (status === 'migrated') return vscode.l10n.t('A migration would give: {0}.', strategy);
  if (status === 'unchanged') return vscode.l10n.t('There is nothing to migrate.');
  return reason;
}
