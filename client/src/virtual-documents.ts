/** Read-only documents that exist in the editor alone: converted texts and reports. */
import * as vscode from 'vscode';

export const previewScheme = 'migrate-to-chainguard';

const reportPath = '/Migration report.md';

export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #missing: (uri: vscode.Uri) => void;
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChange = this.#changes.event;

  /** `missing` is told of a converted text that is asked for and not known; it may bring it later. */
  constructor(missing: (uri: vscode.Uri) => void = () => {}) {
    this.#missing = missing;
    this.#subscriptions = vscode.Disposable.from(this.#changes, vscode.workspace.registerTextDocumentContentProvider(previewScheme, this));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.#texts.get(uri.toString());
    if (text === undefined && uri.path !== reportPath) this.#missing(uri);
    return text ?? '';
  }

  /** The converted text of a document, under the document's own path, so that it is named and coloured like it. */
  converted(original: vscode.Uri, text: string): vscode.Uri {
    return this.#put(vscode.Uri.from({ scheme: previewScheme, path: original.path, query: original.toString() }), text);
  }

  /** The report of a document's migration. */
  report(original: vscode.Uri, markdown: string): vscode.Uri {
    return this.#put(vscode.Uri.from({ scheme: previewScheme, path: reportPath, query: original.toString() }), markdown);
  }

  /** The comparison of a document's image with that of its migration. */
  comparison(original: vscode.Uri, markdown: string): vscode.Uri {
    return this.#put(vscode.Uri.from({ scheme: previewScheme, path: '/Build and Compare.md', query: original.toString() }), markdown);
  }

  forget(uri: vscode.Uri): void {
    this.#texts.delete(uri.toString());
  }

  #put(uri: vscode.Uri, text: string): vscode.Uri {
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
    return uri;
  }
}
