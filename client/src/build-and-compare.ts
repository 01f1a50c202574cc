/** **Build and Compare**: with the person's own Docker, the original and the migrated Dockerfile; the result is shown as Markdown. */
import * as vscode from 'vscode';
import type { VerifyResult } from '../../server/src/protocol.ts';
import type { Parts } from './commands.ts';

/** What other extensions, key bindings and tests may hand to the command; then nothing is asked. Menus hand over the resource. */
interface Argument {
  readonly uri?: vscode.Uri;
  readonly port?: number | 'none';
  readonly paths?: readonly string[];
  /** In place of the setting `migrateToChainguard.containerEngine`. */
  readonly engine?: string;
}

/** What was answered for a Dockerfile; asked once, then taken as the answer. */
interface Remembered {
  readonly port?: number | 'none';
  readonly paths: readonly string[];
}

const methodNotFound = -32601;

/** @returns undefined when nothing was tried; the user has been told why. */
export async function buildAndCompare(parts: Parts, raw: unknown): Promise<VerifyResult | undefined> {
  if (!vscode.workspace.isTrusted) {
    void offerTrust();
    return undefined;
  }
  const argument = readArgument(raw);
  const document = await dockerfile(argument.uri);
  if (document === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile to build it and compare it with its migration.'));
    return undefined;
  }
  const answers = argument.paths === undefined ? await remembered(parts, document.uri) : { ...argument, paths: argument.paths };
  if (answers === undefined) return undefined;
  return await compareAndShow(parts, document, argument, answers);
}

async function compareAndShow(
  parts: Parts,
  document: vscode.TextDocument,
  argument: Argument,
  answers: Remembered,
): Promise<VerifyResult | undefined> {
  try {
    const result = await compare(parts, document, argument, answers);
    if (result.outcome === 'port-unclear') {
      const port = await askPort(result);
      if (port === undefined) return result;
      const chosen = { ...answers, port };
      await remember(parts, document.uri, chosen);
      return await compareAndShow(parts, document, argument, chosen);
    }
    await parts.preview.showComparison(document.uri, result.markdown);
    void offerNext(parts, document, result);
    return result;
  } catch (error) {
    parts.output.error(`Build and compare of ${document.uri.toString(true)} failed: ${String(error)}`);
    void vscode.window.showErrorMessage(vscode.l10n.t('Build and Compare: {0}', reasonOf(error)));
    return undefined;
  }
}

async function compare(
  { server }: Parts,
  document: vscode.TextDocument,
  argument: Argument,
  { port, paths }: Remembered,
): Promise<VerifyResult> {
  const engine = argument.engine ?? vscode.workspace.getConfiguration('migrateToChainguard').get<string>('containerEngine', '').trim();
  const options = { paths, ...(port !== undefined && { port }), ...(engine !== '' && { engine }) };
  const title = vscode.l10n.t('Build and Compare: {0}', vscode.workspace.asRelativePath(document.uri));
  const location = vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) =>
    server.verify(document, options, (message) => progress.report({ message }), token),
  );
}

/** The answers for a Dockerfile; undefined when the person does not want to go on. */
async function remembered(parts: Parts, uri: vscode.Uri): Promise<Remembered | undefined> {
  const known = parts.memory.get<Remembered>(memoryKey(uri));
  if (known !== undefined) return known;
  const paths = await askPaths(['/']);
  if (paths === undefined) return undefined;
  await remember(parts, uri, { paths });
  return { paths };
}

async function remember(parts: Parts, uri: vscode.Uri, answers: Remembered): Promise<void> {
  await parts.memory.update(memoryKey(uri), answers);
}

function memoryKey(uri: vscode.Uri): string {
  return `buildAndCompare:${uri.toString()}`;
}

async function askPaths(present: readonly string[]): Promise<readonly string[] | undefined> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Build and Compare: paths'),
    prompt: vscode.l10n.t(
      'Both images are built with your Docker and asked for these paths, with blanks between them. A worker without a port is not asked.',
    ),
    value: present.join(' '),
    ignoreFocusOut: true,
    validateInput: (text) =>
      pathsOf(text).some((path) => !/^\/[\x21-\x7e]*$/.test(path)) ? vscode.l10n.t('Each path begins with a slash.') : undefined,
  });
  if (answer === undefined) return undefined;
  const paths = pathsOf(answer);
  return paths.length === 0 ? ['/'] : paths;
}

function pathsOf(text: string): string[] {
  return text.split(/\s+/).filter((path) => path !== '');
}

async function askPort({ ports, message }: VerifyResult): Promise<number | 'none' | undefined> {
  const none = vscode.l10n.t('None: it is a worker');
  const choices = [...ports.map(String), none];
  const choice = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Build and Compare: port'),
    placeHolder: message,
    ignoreFocusOut: true,
  });
  if (choice === undefined) return undefined;
  return choice === none ? 'none' : Number(choice);
}

async function offerNext(parts: Parts, document: vscode.TextDocument, { outcome, message }: VerifyResult): Promise<void> {
  const migrate = vscode.l10n.t('Migrate…');
  const otherPaths = vscode.l10n.t('Other Paths…');
  const show =
    outcome === 'different' || outcome === 'impossible' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const buttons = outcome === 'nothing' || outcome === 'cancelled' ? [] : [...(outcome === 'impossible' ? [] : [migrate]), otherPaths];
  const choice = await show(message, ...buttons);
  if (choice === migrate) await vscode.commands.executeCommand('migrateToChainguard.migrate', document.uri);
  if (choice !== otherPaths) return;
  const paths = await askPaths(parts.memory.get<Remembered>(memoryKey(document.uri))?.paths ?? ['/']);
  if (paths === undefined) return;
  // The port is found anew, too: it may have been the wrong one.
  await remember(parts, document.uri, { paths });
  await buildAndCompare(parts, document.uri);
}

async function offerTrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const reason = vscode.l10n.t('Build and Compare runs what the Dockerfile says. It works in trusted workspaces only.');
  if ((await vscode.window.showWarningMessage(reason, manage)) === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === methodNotFound) {
    return vscode.l10n.t('No Docker can be called from here.');
  }
  return error instanceof Error ? error.message : String(error);
}

async function dockerfile(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  const document = uri === undefined ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(uri);
  return document?.languageId === 'dockerfile' ? document : undefined;
}

function readArgument(raw: unknown): Argument {
  if (raw instanceof vscode.Uri) return { uri: raw };
  return typeof raw === 'object' && raw !== null ? raw : {};
}
