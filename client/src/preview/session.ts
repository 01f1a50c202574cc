/** One previewed migration: a document, what was decided about it, and the latest answer of the server. */
import * as vscode from 'vscode';
import type { Decisions, MigrateResult } from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { previewedDocument, watchFile } from './previewed-document.ts';

const waitForTyping = 300;

export type SessionEvent = 'asked' | 'answered' | 'failed';

export class PreviewSession implements vscode.Disposable {
  /** Address of the document. */
  readonly uri: vscode.Uri;
  readonly #server: LanguageServer;
  readonly #events = new vscode.EventEmitter<SessionEvent>();
  readonly #subscriptions: vscode.Disposable;
  #decisions: Decisions;
  #result: MigrateResult;
  /** The text that the result was made of; undefined when it had changed before the answer came. */
  #text: string | undefined;
  #problem = '';
  #questions = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChange = this.#events.event;

  constructor(server: LanguageServer, document: vscode.TextDocument, result: MigrateResult, decisions: Decisions) {
    this.#server = server;
    this.uri = document.uri;
    this.#result = result;
    this.#text = textOf(document, result);
    this.#decisions = decisions;
    this.#subscriptions = vscode.Disposable.from(
      this.#events,
      watchFile(this.uri, () => this.#askSoon()),
      vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (contentChanges.length > 0 && this.#isOurs(changed)) this.#askSoon();
      }),
      // Another language mode is another document for the server, and back again.
      vscode.workspace.onDidOpenTextDocument((opened) => {
        if (this.#isOurs(opened)) this.#askSoon();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('migrateToChainguard', this.uri)) this.#askSoon();
      }),
      // Somebody who was told that there is no server need not ask again.
      server.onDidChangeRunning((runs) => {
        if (runs && this.#problem !== '') this.#askSoon();
      }),
    );
  }

  dispose(): void {
    this.#questions++;
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  get result(): MigrateResult {
    return this.#result;
  }

  get decisions(): Decisions {
    return this.#decisions;
  }

  /** Why the result is not that of the document as it is now; empty when it is. */
  get problem(): string {
    return this.#problem;
  }

  /** Whether the result is that of this text. Versions alone do not tell: they begin anew when a document is closed and opened. */
  isOf(document: vscode.TextDocument): boolean {
    return document.version === this.#result.version && document.getText() === this.#text;
  }

  /** Asks again with other decisions. Never rejects: what went wrong is `problem`, and the former result stays. */
  async decide(decisions: Decisions): Promise<void> {
    this.#decisions = decisions;
    await this.ask();
  }

  /** The latest question wins: answers to earlier ones are dropped. */
  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    const question = ++this.#questions;
    this.#events.fire('asked');
    try {
      const document = await this.document();
      const result = await this.#server.migrate(document, undefined, this.#decisions);
      if (question !== this.#questions) return;
      this.#result = result;
      this.#text = textOf(document, result);
      this.#problem = '';
      this.#events.fire('answered');
    } catch (error) {
      if (question !== this.#questions) return;
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#events.fire('failed');
    }
  }

  /** The document as it is now. Rejects, with a sentence for people, when there is none any more or it is no Dockerfile. */
  async document(): Promise<vscode.TextDocument> {
    return await previewedDocument(this.uri);
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    // What is on its way belongs to a text that is gone.
    this.#questions++;
    this.#timer = setTimeout(() => void this.ask(), waitForTyping);
    this.#events.fire('asked');
  }

  #isOurs(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }
}

function textOf(document: vscode.TextDocument, { version }: MigrateResult): string | undefined {
  return document.version === version ? document.getText() : undefined;
}
