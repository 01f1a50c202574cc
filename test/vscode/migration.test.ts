import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MigrateResult } from '../../server/src/protocol.ts';
import { closeEverything, open, ourDiagnostics, quickFixes } from './editor.ts';
import { eventually } from './waiting.ts';

interface Outcome {
  readonly applied: boolean;
  readonly result: MigrateResult;
}

async function migrate(argument: object): Promise<Outcome> {
  const outcome = await vscode.commands.executeCommand<Outcome | undefined>('migrateToChainguard.migrate', argument);
  assert.ok(outcome, 'the command has a result');
  return outcome;
}

describe('a Node Dockerfile in the editor', () => {
  afterEach(closeEverything);

  it('gets diagnostics of our own', async () => {
    const document = await open('Dockerfile');
    const diagnostics = await ourDiagnostics(document);
    const base = diagnostics.find(({ code }) => codeOf(code) === 'base-image');
    assert.ok(base, 'the base image is remarked on');
    assert.equal(document.getText(base.range).includes('node:20'), true);
    assert.equal(base.severity, vscode.DiagnosticSeverity.Information);
  });

  it('is changed by a quick fix', async () => {
    const document = await open('Dockerfile');
    const base = (await ourDiagnostics(document)).find(({ code }) => codeOf(code) === 'base-image');
    assert.ok(base);
    const fix = (await quickFixes(document, base.range)).find(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit, 'there is a quick fix with an edit');
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.match(document.getText(), /^FROM cgr\.dev\/chainguard\/node:latest/m);
    await eventually('the remark to go away', () => {
      const left = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => codeOf(code) === 'base-image');
      return left.length === 0 ? true : undefined;
    });
  });

  it('is migrated by the command, and one undo brings it back', async () => {
    const document = await open('Dockerfile');
    const before = document.getText();
    const { applied, result } = await migrate({ apply: true });
    assert.equal(applied, true);
    assert.equal(result.status, 'migrated');
    assert.equal(document.getText(), result.text);
    assert.match(result.text, /FROM cgr\.dev\/chainguard\/node:latest/);
    assert.ok(result.report.length > 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  });

  it('is previewed as a diff that can be applied', async () => {
    const document = await open('Dockerfile');
    const { applied, result } = await migrate({});
    assert.equal(applied, false);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff, 'a diff is open');
    assert.equal(input.original.toString(), document.uri.toString());
    const converted = await vscode.workspace.openTextDocument(input.modified);
    assert.equal(converted.getText(), result.text);
    assert.equal(converted.languageId, 'dockerfile');
    await vscode.commands.executeCommand('migrateToChainguard.applyMigration');
    assert.equal(document.getText(), result.text);
    assert.ok(!(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff), 'the diff is closed');
  });

  it('is asked about again when it changed behind the preview', async () => {
    const document = await open('Dockerfile');
    await migrate({});
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# changed meanwhile\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const changed = document.getText();
    await vscode.commands.executeCommand('migrateToChainguard.applyMigration');
    assert.equal(document.getText(), changed, 'nothing is applied that was not shown');
    await vscode.commands.executeCommand('migrateToChainguard.applyMigration');
    assert.match(document.getText(), /^# changed meanwhile\n/);
    assert.match(document.getText(), /FROM cgr\.dev\/chainguard\/node:latest/);
  });

  it('is left alone when the migration is discarded', async () => {
    const document = await open('Dockerfile');
    const before = document.getText();
    await migrate({});
    await vscode.commands.executeCommand('migrateToChainguard.discardMigration');
    assert.equal(document.getText(), before);
    assert.equal(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input instanceof vscode.TabInputTextDiff),
      false,
    );
  });

  it('shows its report', async () => {
    await open('Dockerfile');
    await migrate({});
    await vscode.commands.executeCommand('migrateToChainguard.showReport');
    await eventually('the report', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('Migration report')),
    );
  });
});

function codeOf(code: vscode.Diagnostic['code']): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}
