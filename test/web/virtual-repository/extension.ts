/** A file system in memory under a scheme of its own, as extensions for remote repositories have them. */
import * as vscode from 'vscode';
import { MemoryFileSystem } from './memory-file-system.ts';

/** Which requests the file system was asked, so that a test can tell who read a file. */
export interface VirtualRepository {
  readonly reads: readonly string[];
}

/** The driver serves the first content of the workspace beside this extension. */
export async function activate(context: vscode.ExtensionContext): Promise<VirtualRepository> {
  const files = new MemoryFileSystem();
  const response = await fetch(context.extensionUri.with({ path: '/workspace.json' }).toString(true));
  for (const [path, base64] of Object.entries((await response.json()) as Record<string, string>)) {
    files.add(
      `/project${path}`,
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    );
  }
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('virtual-repository', files, { isCaseSensitive: true }));
  return files;
}
