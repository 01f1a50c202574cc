/** **Explain Rule**: opens the page of a rule; those that speak about the Dockerfile at hand are offered first. */
import * as vscode from 'vscode';
import type { RulesMethod, RuleSummary } from '../../../server/src/protocol.ts';
import { ourDiagnostics, ruleOf } from '../diagnostics.ts';
import type { LanguageServer } from '../language-server.ts';
import { rulePage } from './rule-pages.ts';

const rulesMethod: RulesMethod = 'migrateToChainguard/rules';

interface Parts {
  readonly server: LanguageServer;
  readonly output: vscode.LogOutputChannel;
}

interface RuleItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** `rule`: its id; without one the person chooses. Returns the address of the page that is shown. */
export async function explainRule({ server, output }: Parts, rule: unknown): Promise<vscode.Uri | undefined> {
  try {
    const id = typeof rule === 'string' ? rule : await chooseRule(server);
    if (id === undefined) return undefined;
    // By its address, as the link of a diagnostic: VS Code shows such pages rendered (`workbench.editorAssociations`).
    await vscode.commands.executeCommand('vscode.open', rulePage(id));
    return rulePage(id);
  } catch (error) {
    output.error(`The page about the rule could not be opened: ${String(error)}`);
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('Migrate to Chainguard: {0}', message));
    return undefined;
  }
}

async function chooseRule(server: LanguageServer): Promise<string | undefined> {
  const rules = await server.request<readonly RuleSummary[]>(rulesMethod, undefined);
  const document = vscode.window.activeTextEditor?.document;
  const here = new Set(document === undefined ? [] : ourDiagnostics(document.uri).map(ruleOf));
  const items = rules.map(({ id, title }): RuleItem => ({ id, label: id, description: title }));
  const ofFile = items.filter(({ id }) => here.has(id));
  const others = items.filter(({ id }) => !here.has(id));
  const separator = (label: string): RuleItem => ({ id: '', label, kind: vscode.QuickPickItemKind.Separator });
  const list =
    ofFile.length === 0 ? others : [separator(vscode.l10n.t('in this file')), ...ofFile, separator(vscode.l10n.t('all others')), ...others];
  const chosen = await vscode.window.showQuickPick(list, {
    title: vscode.l10n.t('Explain Rule'),
    placeHolder: vscode.l10n.t('The rule that is explained'),
    matchOnDescription: true,
  });
  return chosen?.id;
}
