/** Answers the server's questions about files that it cannot reach itself: in the browser, and in workspaces that are on no disk. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  ReadDirectoryMethod,
  ReadDirectoryParams,
  ReadDirectoryResult,
  ReadFileMethod,
  ReadFileParams,
  ReadFileResult,
} from '../../server/src/protocol.ts';

const readFileMethod: ReadFileMethod = 'migrateToChainguard/readFile';
const readDirectoryMethod: ReadDirectoryMethod = 'migrateToChainguard/readDirectory';

export function serveFiles(client: BaseLanguageClient): void {
  const at = (uri: string): vscode.Uri => client.protocol2CodeConverter.asUri(uri);
  client.onRequest<ReadFileResult, unknown>(readFileMethod, ({ uri, maximumSize }: ReadFileParams) => readFile(at(uri), maximumSize));
  client.onRequest<ReadDirectoryResult, unknown>(readDirectoryMethod, ({ uri }: ReadDirectoryParams) => readDirectory(at(uri)));
}

async function readFile(uri: vscode.Uri, maximumSize: number): Promise<ReadFileResult> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { state: 'unreadable', why: 'not-a-file' };
    if (size > maximumSize) return { state: 'unreadable', why: 'too-large' };
    const bytes = await vscode.workspace.fs.readFile(uri);
    // Some file systems do not know sizes before they have read.
    if (bytes.length > maximumSize) return { state: 'unreadable', why: 'too-large' };
    if (bytes.includes(0)) return { state: 'unreadable', why: 'binary' };
    return { state: 'present', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return failedRead(error);
  }
}

function failedRead(error: unknown): ReadFileResult {
  if (error instanceof vscode.FileSystemError && ['FileNotFound', 'FileNotADirectory'].includes(error.code)) return { state: 'absent' };
  // Only the decoder throws it.
  if (error instanceof TypeError) return { state: 'unreadable', why: 'not-utf-8' };
  return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
}

/** Links to folders are not followed: they may lead in a circle. */
async function readDirectory(uri: vscode.Uri): Promise<ReadDirectoryResult> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  const isFolder = ([, type]: [string, vscode.FileType]): boolean => type === vscode.FileType.Directory;
  return {
    files: entries.filter((entry) => !isFolder(entry)).map(([name]) => name),
    folders: entries.filter(isFolder).map(([name]) => name),
  };
}
