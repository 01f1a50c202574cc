/** Quick fixes of findings, the whole-file rewrites, and `source.fixAll`. */
import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range as ProtocolRange,
} from 'vscode-languageserver';
import type { StrategyRequest } from '../settings.ts';
import { isShownAs, toDiagnostic } from './diagnostics.ts';
import type { CheckedDocument, Documents } from './documents.ts';
import { type EditSupport, toFileEdit, toRange, toWorkspaceEdit } from './edits.ts';
import { migrationEdit } from './migration-edit.ts';
import type { NearestSettingsFile } from './repository-settings.ts';
import { type SilencingSupport, silencingActions } from './silencing-actions.ts';

/** Our own kind below `source.fixAll`, so that people can switch it on by itself in `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.migrateToChainguard`;

export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind];

const rewrites: readonly { readonly strategy: StrategyRequest; readonly title: () => string }[] = [
  { strategy: 'auto', title: () => l10n.t('Migrate to Chainguard: multi-stage build') },
  { strategy: 'direct', title: () => l10n.t('Migrate to Chainguard: direct port, same stages') },
];

export async function codeActions(
  documents: Documents,
  params: CodeActionParams,
  client: EditSupport & SilencingSupport,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const checked = await documents.check(params.textDocument.uri);
  if (checked === undefined) return [];
  const wants = (kind: string): boolean => params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const file = checked.findings.length > 0 ? await documents.settingsFileFor(params.textDocument.uri) : undefined;
    actions.push(...quickFixes(checked, params, client, file));
  }
  if (checked.findings.length > 0 && wants(CodeActionKind.RefactorRewrite)) {
    actions.push(...(await rewriteActions(documents, checked, client, token)));
  }
  if (wants(fixAllKind)) actions.push(...(await fixAllActions(documents, checked, client, token)));
  return actions;
}

/** The one answer of a finding comes before what else can be done, as silencing it. */
function quickFixes(
  checked: CheckedDocument,
  params: CodeActionParams,
  client: EditSupport & SilencingSupport,
  file: NearestSettingsFile | undefined,
): CodeAction[] {
  const { document } = checked;
  const actions = checked.findings
    .map((finding, index) => ({ finding, index }))
    .filter(({ finding }) => touches(toRange(document, finding.range), params.range))
    .flatMap(({ finding, index }) => {
      const diagnostic = toDiagnostic(document, finding, index);
      const shown = params.context.diagnostics.filter((candidate) => isShownAs(candidate, diagnostic));
      const diagnostics = shown.length > 0 ? shown : [diagnostic];
      const fixes = finding.fixes().flatMap((fix) => {
        const edit = fix.file
          ? toFileEdit(checked.uriOf(fix.file.path), fix.file, client.versionedEdits)
          : toWorkspaceEdit(document, fix.edits, client.versionedEdits);
        if (edit === undefined) return [];
        return [{ title: fix.title, kind: CodeActionKind.QuickFix, isPreferred: fix.preferred, diagnostics, edit }];
      });
      return [...fixes, ...silencingActions(document.uri, finding.rule, diagnostics, file, client)];
    });
  return actions.toSorted((a, b) => Number(b.isPreferred) - Number(a.isPreferred));
}

async function rewriteActions(
  documents: Documents,
  { document }: CheckedDocument,
  client: EditSupport,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const actions: CodeAction[] = [];
  const seen = new Set<string>();
  for (const { strategy, title } of rewrites) {
    const migration = await documents.migrate(document, strategy, token);
    if (migration.status !== 'migrated' || seen.has(migration.text)) continue;
    seen.add(migration.text);
    actions.push({ title: title(), kind: CodeActionKind.RefactorRewrite, edit: migrationEdit(document, migration, client) });
  }
  return actions;
}

async function fixAllActions(
  documents: Documents,
  { document, findings }: CheckedDocument,
  client: EditSupport,
  token: CancellationToken,
): Promise<CodeAction[]> {
  if (findings.length === 0) return [];
  const edits = await documents.fixAll(document, token);
  if (edits.length === 0) return [];
  return [
    { title: l10n.t('Fix all in Chainguard stages'), kind: fixAllKind, edit: toWorkspaceEdit(document, edits, client.versionedEdits) },
  ];
}

/** Ranges that share a character or an edge. */
function touches(a: ProtocolRange, b: ProtocolRange): boolean {
  return compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}

function compare(a: ProtocolRange['start'], b: ProtocolRange['start']): number {
  return a.line - b.line || a.character - b.character;
}
