/** **Search Wolfi Packages**: a list that is searched while one types. Choosing a package writes it into the Dockerfile at hand. */
import * as vscode from 'vscode';
import type {
  FoundPackage,
  InsertPackagesMethod,
  InsertPackagesParams,
  InsertPackagesResult,
  NameMeaning,
  PackageSearchResult,
  SearchPackagesMethod,
  SearchPackagesParams,
} from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../language-server.ts';

const searchMethod: SearchPackagesMethod = 'migrateToChainguard/searchPackages';
const insertMethod: InsertPackagesMethod = 'migrateToChainguard/insertPackages';
const maximumItems = 100;

interface Parts {
  readonly server: LanguageServer;
  readonly output: vscode.LogOutputChannel;
}

interface PackageItem extends vscode.QuickPickItem {
  /** What is inserted or copied; empty where there is nothing to install. */
  readonly packages: readonly string[];
}

/** `argument.query`: what is searched for at first; without it the word at the cursor, where one is selected. */
export async function searchPackages({ server, output }: Parts, argument: unknown): Promise<readonly string[] | undefined> {
  const editor = vscode.window.activeTextEditor;
  const chosen = await choosePackage(server, output, queryOf(argument) ?? selectedWord(editor));
  if (chosen === undefined) return undefined;
  if (editor?.document.languageId === 'dockerfile' && (await insert(server, output, editor, chosen))) return chosen;
  await copy(chosen);
  return chosen;
}

async function choosePackage(
  server: LanguageServer,
  output: vscode.LogOutputChannel,
  query: string,
): Promise<readonly string[] | undefined> {
  const list = vscode.window.createQuickPick<PackageItem>();
  list.title = vscode.l10n.t('Search Wolfi Packages');
  list.placeholder = vscode.l10n.t('Part of a name, or a name from Debian, Alpine or Fedora');
  list.value = query;
  let asked = 0;
  const search = async (): Promise<void> => {
    const number = ++asked;
    list.busy = true;
    try {
      const params: SearchPackagesParams = { query: list.value, limit: maximumItems };
      const result = await server.request<PackageSearchResult>(searchMethod, params);
      // What was typed meanwhile has its own answer.
      if (number === asked) list.items = itemsOf(result);
    } catch (error) {
      output.error(`The search for packages failed: ${String(error)}`);
      if (number === asked) list.items = [nothing(vscode.l10n.t('The search failed; see the output for details.'))];
    }
    if (number === asked) list.busy = false;
  };
  const choice = new Promise<readonly string[] | undefined>((resolve) => {
    list.onDidChangeValue(search);
    list.onDidTriggerItemButton(({ item }) => copy(item.packages));
    list.onDidAccept(() => {
      const packages = list.selectedItems[0]?.packages ?? [];
      // There is nothing to insert of what is not there: the list stays, and says so.
      if (packages.length > 0) resolve(packages);
    });
    list.onDidHide(() => resolve(undefined));
  });
  void search();
  list.show();
  try {
    return await choice;
  } finally {
    list.dispose();
  }
}

/** @returns whether the packages are in the document now. */
async function insert(
  server: LanguageServer,
  output: vscode.LogOutputChannel,
  editor: vscode.TextEditor,
  packages: readonly string[],
): Promise<boolean> {
  const { document, selection } = editor;
  try {
    const params: InsertPackagesParams = {
      textDocument: { uri: server.addressOf(document.uri), version: document.version },
      position: { line: selection.active.line, character: selection.active.character },
      packages,
    };
    const { edit } = await server.request<InsertPackagesResult>(insertMethod, params);
    if (edit === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} is in this apk add already.', packages.join(' ')));
      return true;
    }
    const { start, end } = edit.range;
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), edit.newText);
    return await vscode.workspace.applyEdit(change);
  } catch (error) {
    output.warn(`${packages.join(' ')} could not be inserted: ${String(error)}`);
    return false;
  }
}

async function copy(packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  await vscode.env.clipboard.writeText(packages.join(' '));
  void vscode.window.showInformationMessage(vscode.l10n.t('Copied: {0}', packages.join(' ')));
}

function itemsOf({ date, meanings, packages }: PackageSearchResult): PackageItem[] {
  const items = [...meanings.map(meaningItem), ...packages.map(packageItem)];
  return items.length > 0 ? items : [nothing(vscode.l10n.t('No package of that name in Wolfi as of {0}', date))];
}

function meaningItem({ distribution, name, wolfi, note }: NameMeaning): PackageItem {
  const description = vscode.l10n.t('for {0} of {1}', name, distribution);
  if (wolfi.length === 0) return { ...nothing(name), description: vscode.l10n.t('{0}: not in Wolfi', distribution), detail: note };
  return { label: wolfi.join(' '), description, detail: note, packages: wolfi, buttons: [copyButton()], alwaysShow: true };
}

function packageItem(found: FoundPackage): PackageItem {
  const { name } = found;
  if (found.kind === 'removed') return { ...nothing(name), description: vscode.l10n.t('left Wolfi on {0}', found.removed) };
  const detail = found.kind === 'virtual' ? vscode.l10n.t('provided by {0}', found.providers.join(', ')) : found.description;
  return { label: name, description: found.version, detail, packages: [name], buttons: [copyButton()], alwaysShow: true };
}

function nothing(label: string): PackageItem {
  return { label, packages: [], alwaysShow: true };
}

function copyButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy Name') };
}

function queryOf(argument: unknown): string | undefined {
  const query = typeof argument === 'object' && argument !== null && 'query' in argument ? argument.query : undefined;
  return typeof query === 'string' ? query : undefined;
}

/** Only of a Dockerfile, and only if it could be a package's name. */
function selectedWord(editor: vscode.TextEditor | undefined): string {
  if (editor?.document.languageId !== 'dockerfile') return '';
  const selected = editor.document.getText(editor.selection);
  return /^[\w.+-]+$/.test(selected) ? selected : '';
}
