/** Files in memory; folders are what the paths of files say. */
import * as vscode from 'vscode';

interface Entry {
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

export class MemoryFileSystem implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Entry>();
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;
  /** Paths of the files that were read, in order. */
  readonly reads: string[] = [];

  add(path: string, bytes: Uint8Array): void {
    const mtime = (this.#files.get(path)?.mtime ?? 0) + 1;
    this.#files.set(path, { bytes, mtime });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const file = this.#files.get(uri.path);
    if (file !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: file.mtime, size: file.bytes.length };
    if (this.#below(uri).length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const below = this.#below(uri);
    if (below.length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    const names = new Map(
      below.map((path) => {
        const [name = '', ...more] = path.split('/');
        return [name, more.length > 0 ? vscode.FileType.Directory : vscode.FileType.File];
      }),
    );
    return [...names];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    this.reads.push(uri.path);
    return file.bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.add(uri.path, bytes);
    this.#changes.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    if (!this.#files.delete(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    this.#changes.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  createDirectory(): void {
    // A folder is there once a file is in it.
  }

  /** Paths of the files below a folder, relative to it. */
  #below(folder: vscode.Uri): readonly string[] {
    const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    return [...this.#files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }
}
