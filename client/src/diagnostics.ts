/** Our own diagnostics among those of other extensions. */
import * as vscode from 'vscode';

const source = 'Migrate to Chainguard';

export function ourDiagnostics(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === source);
}

/** The id of the rule that speaks. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
