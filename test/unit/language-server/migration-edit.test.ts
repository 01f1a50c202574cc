import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnnotatedTextEdit, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { migrationEdit } from '../../../server/src/language-server/migration-edit.ts';
import { APP, look } from '../rules/look.ts';

const text = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN apk add curl\nCMD npm start\n';
const document = TextDocument.create('file:///Dockerfile', 'dockerfile', 7, text);
const { migration } = look('base-image', text, APP);
const annotating = { versionedEdits: true, changeAnnotations: true };

function changeOf(edit: ReturnType<typeof migrationEdit>): TextDocumentEdit {
  const [change] = edit.documentChanges ?? [];
  assert.ok(change && 'edits' in change);
  return change;
}

test('each part of a migration carries an explanation out of the report', () => {
  const edit = migrationEdit(document, migration, annotating);
  const edits = changeOf(edit).edits as AnnotatedTextEdit[];
  const annotations = edit.changeAnnotations ?? {};
  assert.ok(edits.length > 1);
  for (const { annotationId } of edits) assert.ok(annotations[annotationId], annotationId);
  assert.deepEqual([...new Set(edits.map(({ annotationId }) => annotationId))].sort(), Object.keys(annotations).sort());
  for (const { description, needsConfirmation } of Object.values(annotations)) {
    assert.equal(needsConfirmation, false);
    for (const sentence of [description ?? '']) {
      assert.ok(
        migration.report.some(({ message }) => sentence.includes(message)),
        sentence,
      );
    }
  }
  const [first] = edits;
  assert.match(annotations[first?.annotationId ?? '']?.label ?? '', /Node image/);
});

test('annotations change nothing about the text', () => {
  const edits = changeOf(migrationEdit(document, migration, annotating)).edits as AnnotatedTextEdit[];
  assert.equal(TextDocument.applyEdits(document, edits), migration.text);
});

test('clients that know no annotations get plain edits', () => {
  for (const client of [
    { versionedEdits: true, changeAnnotations: false },
    { versionedEdits: false, changeAnnotations: true },
  ]) {
    const edit = migrationEdit(document, migration, client);
    assert.equal(edit.changeAnnotations, undefined);
    assert.ok(!JSON.stringify(edit).includes('annotationId'));
  }
});

test('what the report has no line of is labelled all the same', () => {
  const edit = migrationEdit(document, { edits: migration.edits, report: [] }, annotating);
  assert.deepEqual(Object.keys(edit.changeAnnotations ?? {}), ['migration']);
});
