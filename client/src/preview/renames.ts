/** A preview follows its document to another name: VS Code closes the editors of the former one. */
import * as vscode from 'vscode';
import type { Decisions } from '../../../server/src/protocol.ts';
import type { OpenPreviews } from './open-previews.ts';

/** `reopen` gets the new address, and what had been decided. */
export function followRenames(previews: OpenPreviews, reopen: (uri: vscode.Uri, decisions: Decisions) => Promise<void>): vscode.Disposable {
  const moving = new Map<string, Decisions>();
  return vscode.Disposable.from(
    vscode.workspace.onWillRenameFiles(({ files }) => {
      for (const { session } of previews.all) {
        const uri = renamed(session.uri, files);
        if (uri !== undefined) moving.set(uri.toString(), session.decisions);
      }
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const [address, decisions] of moving) {
        const uri = vscode.Uri.parse(address, true);
        if (!files.some(({ newUri }) => isBelow(uri, newUri))) continue;
        moving.delete(address);
        void reopen(uri, decisions);
      }
    }),
  );
}

interface Rename {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** The new address of a file that is renamed, or that lies in a folder that is; undefined for every other file. */
function renamed(file: vscode.Uri, renames: readonly Rename[]): vscode.Uri | undefined {
  const rename = renames.find(({ oldUri }) => isBelow(file, oldUri));
  return rename && rename.newUri.with({ path: rename.newUri.path + file.path.slice(rename.oldUri.path.length) });
}

function isBelow(file: vscode.Uri, top: vscode.Uri): boolean {
  const same = file.scheme === top.scheme && file.authority === top.authority;
  return same && (file.path === top.path || file.path.startsWith(`${top.path}/`));
}
