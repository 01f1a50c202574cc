/** What the buttons and links of the report panel do. */
import * as vscode from 'vscode';
import { revealInDiff } from './diff-tabs.ts';
import { lineInNewText } from './line-mapping.ts';
import type { FromPanel } from './panel-messages.ts';
import { saveInRepository, saveInSettings } from './save-decisions.ts';
import type { PreviewSession } from './session.ts';
import { putIntoTerminal } from './terminal.ts';

/** What of it belongs to the preview as a whole. */
export interface PreviewActions {
  apply(): Promise<void>;
  discard(): Promise<void>;
  plainReport(): Promise<void>;
  say(text: string): void;
}

/** Rejects with a sentence for people. */
export async function act(message: FromPanel, session: PreviewSession, converted: vscode.Uri, preview: PreviewActions): Promise<void> {
  switch (message.kind) {
    case 'ready':
      return;
    case 'decide':
      return await session.decide(message.decisions);
    case 'ask-again':
      return await session.ask();
    case 'reveal':
      return await revealInDiff(session.uri, converted, message.line, lineInNewText(message.line, session.result.edits));
    case 'open':
      return await openPlace(message.uri, message.line);
    case 'explain':
      await vscode.commands.executeCommand('migrateToChainguard.explainRule', message.rule);
      return;
    case 'copy':
      await vscode.env.clipboard.writeText(message.text);
      preview.say(vscode.l10n.t('Copied.'));
      return;
    case 'terminal':
      putIntoTerminal(message.text, session.uri);
      return;
    case 'save':
      return await save(message.where, session, preview);
    case 'apply':
      return await preview.apply();
    case 'discard':
      return await preview.discard();
    case 'plain-report':
      return await preview.plainReport();
  }
}

/** In the group of the diff, which is the larger one. */
async function openPlace(address: string, line: number | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
  const selection = line === undefined ? undefined : document.lineAt(Math.min(line, document.lineCount - 1)).range;
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false, ...(selection && { selection }) });
}

async function save(where: 'repository' | 'settings', session: PreviewSession, preview: PreviewActions): Promise<void> {
  // What was refused is not kept: the values are those that hold.
  const values = session.result.decisions?.values;
  const wrong = new Set(session.result.decisions?.problems.map(({ decision }) => decision));
  const decided = Object.fromEntries(Object.entries(session.decisions).filter(([decision]) => ![...wrong].some((one) => one === decision)));
  if (values === undefined || Object.keys(decided).length === 0) {
    preview.say(vscode.l10n.t('Nothing was decided that could be saved.'));
    return;
  }
  if (where === 'repository') {
    preview.say(vscode.l10n.t('Saved in {0}.', await saveInRepository(session.uri, decided)));
    return;
  }
  const stronger = await saveInSettings(session.uri, decided);
  const saved = vscode.l10n.t('Saved in the settings.');
  preview.say(
    stronger === undefined ? saved : `${saved} ${vscode.l10n.t('But {0} decides on some of it, and goes before them.', stronger)}`,
  );
}
