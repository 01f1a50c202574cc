/** Quick fixes that silence a rule for a whole repository, or for one person. */
import * as l10n from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editSeverity, readSettingsFile, severityFile } from '../configuration/index.ts';
import type { SwitchOffRuleArgument, SwitchOffRuleCommand } from '../protocol.ts';
import type { RuleId } from '../rules/ids.ts';
import { toTextEdits } from './edits.ts';
import type { NearestSettingsFile } from './repository-settings.ts';

export const switchOffCommand: SwitchOffRuleCommand = 'migrateToChainguard.switchOffRule';

export interface SilencingSupport {
  readonly versionedEdits: boolean;
  /** The client can change a person's settings. */
  readonly switchesOffRules: boolean;
}

/** `file` is undefined where no settings file can be had. */
export function silencingActions(
  uri: string,
  rule: RuleId,
  diagnostics: Diagnostic[],
  file: NearestSettingsFile | undefined,
  client: SilencingSupport,
): CodeAction[] {
  const shared = { kind: CodeActionKind.QuickFix, isPreferred: false, diagnostics };
  // The word of the repository wins over the person's: switching off would change nothing.
  const decided = file?.text !== undefined && namesRule(file.text, rule);
  const edit = file && editOf(file, rule, client.versionedEdits);
  const argument: SwitchOffRuleArgument = { uri, rule };
  const title = l10n.t('Switch off {0} in my settings', rule);
  return [
    ...(edit === undefined ? [] : [{ ...shared, title: l10n.t('Ignore {0} in this repository', rule), edit }]),
    ...(client.switchesOffRules && !decided
      ? [{ ...shared, title, command: { title, command: switchOffCommand, arguments: [argument] } }]
      : []),
  ];
}

function namesRule(text: string, rule: RuleId): boolean {
  const reading = readSettingsFile(text);
  return reading.kind === 'read' && reading.settings.severities?.[rule] !== undefined;
}

function editOf({ uri, text, version }: NearestSettingsFile, rule: RuleId, versioned: boolean): WorkspaceEdit | undefined {
  if (text === undefined) {
    if (!versioned) return undefined;
    const start = { line: 0, character: 0 };
    return {
      documentChanges: [
        { kind: 'create', uri, options: { ignoreIfExists: true } },
        { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: severityFile(rule, 'off') }] },
      ],
    };
  }
  const changes = editSeverity(text, rule, 'off');
  if (changes === undefined || changes.length === 0) return undefined;
  const edits = toTextEdits(TextDocument.create(uri, 'jsonc', 0, text), changes);
  return versioned ? { documentChanges: [{ textDocument: { uri, version: version ?? null }, edits }] } : { changes: { [uri]: edits } };
}
