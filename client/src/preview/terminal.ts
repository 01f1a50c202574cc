/** Commands are put into a terminal and never run: the person at it presses Enter. */
import * as vscode from 'vscode';

/** In untrusted and virtual workspaces, and in a browser without a machine behind it, there is none. */
export function hasTerminal(uri: vscode.Uri): boolean {
  const scheme = (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? uri).scheme;
  const machine = vscode.env.uiKind === vscode.UIKind.Desktop || vscode.env.remoteName !== undefined;
  return vscode.workspace.isTrusted && machine && (scheme === 'file' || scheme === 'vscode-remote' || scheme === 'untitled');
}

/** One terminal per folder, made when it is needed. Rejects, with a sentence for people, what could run by itself. */
export function putIntoTerminal(text: string, uri: vscode.Uri): void {
  if (!hasTerminal(uri)) throw new Error(vscode.l10n.t('There is no terminal for this workspace.'));
  // A shell runs what stands before a line break, and names of files and stages come from the repository.
  if (/\p{Cc}/u.test(text)) {
    throw new Error(vscode.l10n.t('The command has a line break or another control character in it: a terminal could run a part of it.'));
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const name = folder === undefined ? 'Migrate to Chainguard' : `Migrate to Chainguard: ${folder.name}`;
  const open = vscode.window.terminals.find((terminal) => terminal.name === name && terminal.exitStatus === undefined);
  const cwd = folder?.uri ?? (uri.scheme === 'untitled' ? undefined : vscode.Uri.joinPath(uri, '..'));
  const terminal = open ?? vscode.window.createTerminal({ name, ...(cwd && { cwd }) });
  terminal.show();
  terminal.sendText(open === undefined ? text : `${clearsLine()}${text}`, false);
}

/** What takes away what was put there before and not run: two commands on one line are none. */
function clearsLine(): string {
  const windowsShell = /(?:^|[\\/])(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(vscode.env.shell);
  return windowsShell ? '\u001B' : '\u0015';
}
