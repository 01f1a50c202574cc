/** Puts migrations into their files: one edit for all of them, so that one undo takes it back, and never on another text than the one that was shown. */
import * as vscode from 'vscode';
import type { FailedFile, FileMigration } from './migrate-files.ts';

export interface AppliedFiles {
  readonly applied: readonly FileMigration[];
  /** Their text is no longer the one that was migrated: they were left as they are. */
  readonly changed: readonly FileMigration[];
  readonly failed: readonly FailedFile[];
}

type Checked =
  | { readonly kind: 'ready'; readonly migration: FileMigration }
  | { readonly kind: 'changed'; readonly migration: FileMigration }
  | { readonly kind: 'failed'; readonly file: FailedFile };

/** Files that were saved before are saved again, unless the person has switched that off (`files.refactoring.autoSave`). */
export async function applyToFiles(migrations: readonly FileMigration[]): Promise<AppliedFiles> {
  const checked = await Promise.all(migrations.map(check));
  const ready = checked.flatMap((file) => (file.kind === 'ready' ? [file.migration] : []));
  const changed = checked.flatMap((file) => (file.kind === 'changed' ? [file.migration] : []));
  const failed = checked.flatMap((file) => (file.kind === 'failed' ? [file.file] : []));
  if (ready.length === 0 || (await apply(ready))) return { applied: ready, changed, failed };
  // VS Code takes all of an edit or nothing: find out which file it refuses.
  const applied: FileMigration[] = [];
  for (const migration of ready) {
    if (await apply([migration])) applied.push(migration);
    else failed.push({ uri: migration.uri, error: vscode.l10n.t('VS Code could not change the file.') });
  }
  return { applied, changed, failed };
}

/** Opening a document also makes its version known, which VS Code compares when it applies the edit. */
async function check(migration: FileMigration): Promise<Checked> {
  const { uri, text } = migration;
  try {
    if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) throw new Error(vscode.l10n.t('It is read-only.'));
    const { permissions } = await vscode.workspace.fs.stat(uri);
    if (permissions !== undefined && (permissions & vscode.FilePermission.Readonly) !== 0)
      throw new Error(vscode.l10n.t('It is read-only.'));
    const document = await vscode.workspace.openTextDocument(uri);
    return { kind: document.getText() === text ? 'ready' : 'changed', migration };
  } catch (error) {
    return { kind: 'failed', file: { uri, error: error instanceof Error ? error.message : String(error) } };
  }
}

async function apply(migrations: readonly FileMigration[]): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, result } of migrations) {
    const edits = result.edits.map(({ range: { start, end }, newText }) =>
      vscode.TextEdit.replace(new vscode.Range(start.line, start.character, end.line, end.character), newText),
    );
    edit.set(uri, edits);
  }
  return await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
