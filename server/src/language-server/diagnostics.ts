/** Findings as diagnostics: pulled by clients that can, pushed to the others. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type DocumentDiagnosticReport } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../settings.ts';
import type { CheckedDocument, Documents } from './documents.ts';
import { toRange } from './edits.ts';
import type { Finding } from './engine.ts';

/** Names us beside each remark, so that it is not taken for another extension's. */
export const diagnosticSource = 'Migrate to Chainguard';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The answer to `textDocument/diagnostic`. */
export async function diagnosticReport(documents: Documents, uri: string): Promise<DocumentDiagnosticReport> {
  const checked = await documents.check(uri);
  return { kind: 'full', items: checked === undefined ? [] : toDiagnostics(checked) };
}

export function toDiagnostics({ document, findings }: CheckedDocument): Diagnostic[] {
  return findings.map((finding) => toDiagnostic(document, finding));
}

export function toDiagnostic(document: TextDocument, finding: Finding): Diagnostic {
  const { rule, severity, message, range, related, unnecessary, docs } = finding;
  return {
    source: diagnosticSource,
    code: rule,
    severity: severities[severity],
    message,
    range: toRange(document, range),
    ...(docs !== undefined && { codeDescription: { href: docs } }),
    ...(unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: { uri: document.uri, range: toRange(document, place.range) },
        message: place.message,
      })),
    }),
  };
}
