/** The converted texts and the report of a migration of many files: read-only documents that exist in the editor alone. */
import * as vscode from 'vscode';
import type { FileMigration } from './migrate-files.ts';

const scheme = 'migrate-to-chainguard-files';

export class ConvertedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  /** Every preview has addresses of its own: VS Code keeps the text that an address once had. */
  #generation = 0;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Forgets what was there before. The addresses of the converted texts are in the order of the migrations. */
  replace(
    migrations: readonly FileMigration[],
    markdown: string,
  ): { readonly converted: readonly vscode.Uri[]; readonly report: vscode.Uri } {
    this.#texts.clear();
    this.#generation++;
    const report = this.#put('/Migration report.md', '', markdown);
    return { converted: migrations.map(({ uri, result }) => this.#put(uri.path, uri.toString(), result.text)), report };
  }

  #put(path: string, query: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path, query, fragment: String(this.#generation) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }
}
