/** A file system that can only be read, as extensions for archives and for other people's repositories have them. */
import * as vscode from 'vscode';

const files: Readonly<Record<string, string>> = {
  '/project/Dockerfile': 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
};

class LockedFileSystem implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const text = files[uri.path];
    if (text !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 1, size: text.length };
    if (uri.path === '/project') return { type: vscode.FileType.Directory, ctime: 0, mtime: 1, size: 0 };
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [['Dockerfile', vscode.FileType.File]];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const text = files[uri.path];
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

/** `locked:/project`, until it is disposed. */
export function lockedFileSystem(): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider('locked', new LockedFileSystem(), { isReadonly: true, isCaseSensitive: true });
}
