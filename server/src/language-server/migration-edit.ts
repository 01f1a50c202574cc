/** A migration as one edit whose parts say which rule they come from, so that an editor's own preview explains them. */
import type { AnnotatedTextEdit, ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Migration, ReportEntry, TextEdit } from '../migration/result.ts';
import { RULES } from '../rules/index.ts';
import { type EditSupport, toTextEdits, toWorkspaceEdit } from './edits.ts';

/** For what the report has no line of. */
const general: ChangeAnnotation = { label: 'Migrate to Chainguard', needsConfirmation: false };

/** Plain edits for clients that know no annotations. */
export function migrationEdit(document: TextDocument, migration: Pick<Migration, 'edits' | 'report'>, client: EditSupport): WorkspaceEdit {
  const { edits, report } = migration;
  if (!client.versionedEdits || !client.changeAnnotations) return toWorkspaceEdit(document, edits, client.versionedEdits);
  const annotations = new Map<string, ChangeAnnotation>();
  const annotated = edits.flatMap((edit): AnnotatedTextEdit[] => {
    const { id, annotation } = annotationOf(document, edit, report);
    annotations.set(id, annotation);
    return toTextEdits(document, [edit]).map((one) => ({ ...one, annotationId: id }));
  });
  return {
    documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: annotated }],
    changeAnnotations: Object.fromEntries(annotations),
  };
}

/** Edits of one rule with the same explanation share an annotation; editors group by its label. */
function annotationOf(
  document: TextDocument,
  edit: TextEdit,
  report: readonly ReportEntry[],
): { readonly id: string; readonly annotation: ChangeAnnotation } {
  const entries = entriesOf(document, edit, report);
  const [main] = entries;
  if (!main) return { id: 'migration', annotation: general };
  const rule = RULES.find(({ id }) => id === main.rule);
  const description = [...new Set(entries.map(({ message }) => message))].join(' ');
  const lines = [...new Set(entries.map(({ line }) => line + 1))].join(', ');
  return { id: `${main.rule}:${lines}`, annotation: { label: rule?.title ?? general.label, description, needsConfirmation: false } };
}

/** What the report says of the lines that an edit changes, what was done before what is to be reviewed. */
function entriesOf(document: TextDocument, { range }: TextEdit, report: readonly ReportEntry[]): ReportEntry[] {
  const first = document.positionAt(range.start).line;
  const last = document.positionAt(Math.max(range.start, range.end - 1)).line;
  // An insertion belongs to the line that it stands behind as well.
  const from = range.start === range.end ? Math.max(0, first - 1) : first;
  return report
    .filter(({ line, action }) => action !== 'kept' && from <= line && line <= last)
    .toSorted((a, b) => Number(a.action === 'review') - Number(b.action === 'review') || a.line - b.line);
}
