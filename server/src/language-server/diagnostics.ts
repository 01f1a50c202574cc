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

/** What a diagnostic carries for the client to hand back with a question for code actions, so that its finding need not be looked for. */
export interface DiagnosticData {
  /** Of the document. */
  readonly version: number;
  /** Position among the findings of that version. */
  readonly finding: number;
  /** Whether a quick fix mends it. */
  readonly fixable: boolean;
}

export function toDiagnostics({ document, findings }: CheckedDocument): Diagnostic[] {
  return findings.map((finding, index) => toDiagnostic(document, finding, index));
}

/** Whether a diagnostic that a client shows is the one of a finding; clients that keep no data are known by what they show. */
export function isShownAs(candidate: Diagnostic, diagnostic: Diagnostic): boolean {
  const [given, own] = [readData(candidate.data), readData(diagnostic.data)];
  if (given && own && given.version === own.version) return given.finding === own.finding;
  const { start } = candidate.range;
  const { start: other } = diagnostic.range;
  return (
    candidate.source === diagnostic.source &&
    candidate.code === diagnostic.code &&
    candidate.message === diagnostic.message &&
    start.line === other.line &&
    start.character === other.character
  );
}

function readData(data: unknown): DiagnosticData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { version, finding, fixable } = data as Record<string, unknown>;
  if (typeof version !== 'number' || typeof finding !== 'number') return undefined;
  return { version, finding, fixable: fixable === true };
}

export function toDiagnostic(document: TextDocument, finding: Finding, index: number): Diagnostic {
  const data: DiagnosticData = { version: document.version, finding: index, fixable: finding.fixable };
  const { rule, severity, message, range, related, unnecessary, docs } = finding;
  return {
    source: diagnosticSource,
    code: rule,
    severity: severities[severity],
    message,
    range: toRange(document, range),
    data,
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
