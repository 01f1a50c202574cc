/** The pages about the rules as they were shipped: files that can only be read, under an address that diagnostics can link to. */
import * as vscode from 'vscode';

const scheme = 'migrate-to-chainguard-docs';

/** What the server puts in front of a rule's name to make a link. */
export const rulePagesAddress = `${scheme}:/rules/`;

export function rulePage(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/rules/${rule}.md` });
}

/** `docs`: where the pages lie. Also in a browser, where that is an address of the web. */
export function serveRulePages(docs: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider(scheme, new RulePages(docs), { isCaseSensitive: true, isReadonly: true });
}

class RulePages implements vscode.FileSystemProvider {
  readonly #docs: vscode.Uri;
  readonly #texts = new Map<string, Uint8Array>();
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;

  constructor(docs: vscode.Uri) {
    this.#docs = docs;
  }

  /** The pages change with the extension alone. */
  watch(): vscode.Disposable {
    return vscode.Disposable.from();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const text = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.byteLength, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const known = this.#texts.get(uri.path);
    if (known !== undefined) return known;
    if (!/^(?:\/[\w-]+)+\.md$/.test(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    const page = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#docs, uri.path));
    const text = new TextEncoder().encode(shipped(new TextDecoder().decode(page)));
    this.#texts.set(uri.path, text);
    return text;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

/** Links out of the documentation lead to sources, which are not shipped: the words stay. So do the marks of generated stretches not. */
function shipped(page: string): string {
  return page.replace(/\[([^\]\n]+)\]\(\.\.\/\.\.\/[^()\s]+\)/g, '$1').replace(/^<!-- \/?generated.*-->\n/gm, '');
}
