import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything } from './editor.ts';
import { dockerfile, newFile, onChainguard, panelOf, preview, show } from './panel.ts';
import { eventually } from './waiting.ts';

function webviews(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview);
}

function diffOf(document: vscode.Uri): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === document.toString());
}

describe('two previews', () => {
  afterEach(closeEverything);

  it('keep to their own documents', async () => {
    const [one, other] = [await newFile('Dockerfile'), await newFile('Dockerfile')];
    const first = await preview(await show(one));
    const second = await preview(await show(other));
    await first.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    assert.equal(first.state().decisions?.values.strategy, 'direct');
    assert.equal(second.state().decisions?.values.strategy, 'auto');
    await first.receive({ kind: 'apply' });
    assert.match((await vscode.workspace.openTextDocument(one)).getText(), onChainguard);
    assert.equal((await vscode.workspace.openTextDocument(other)).getText(), dockerfile);
    assert.equal(panelOf(one), undefined);
    assert.ok(panelOf(other), 'the other one is still open');
  });

  it('stand in one group, their panels in another, and the panel of the diff that is shown is in front', async () => {
    const [one, other] = [await newFile('Dockerfile.one'), await newFile('Dockerfile.other')];
    await preview(await show(one));
    await eventually('a panel', () => (webviews().length === 1 ? true : undefined));
    await preview(await show(other));
    await eventually('both panels', () => (webviews().length === 2 ? true : undefined));
    assert.equal(vscode.window.tabGroups.all.length, 2);
    assert.equal(diffOf(one)?.group.viewColumn, diffOf(other)?.group.viewColumn);
    const inFront = (): string | undefined => webviews().find(({ isActive }) => isActive)?.label;
    await eventually('the second panel in front', () => (inFront()?.includes('Dockerfile.other') === true ? true : undefined));
    await preview(await show(one));
    await eventually('the first panel in front', () => (inFront()?.includes('Dockerfile.one') === true ? true : undefined));
  });

  it('of one document are one: it is shown again, with what was decided', async () => {
    const uri = await newFile('Dockerfile');
    const document = await show(uri);
    const panel = await preview(document);
    await panel.receive({ kind: 'decide', decisions: { workingDirectory: 'keep', strategy: 'direct' } });
    await eventually('a panel', () => (webviews().length === 1 ? true : undefined));
    await show(uri);
    const again = await preview(document);
    assert.deepEqual(again.state().decided, { workingDirectory: 'keep', strategy: 'direct' });
    assert.equal(webviews().length, 1);
    assert.ok(diffOf(uri)?.isActive, 'the diff is in front');
    await vscode.commands.executeCommand('migrateToChainguard.migrate', { strategy: 'dev' });
    assert.equal(panelOf(uri)?.state().decided.strategy, 'dev');
  });

  it('are told apart by commands: the panel with the focus counts', async () => {
    const [one, other] = [await newFile('Dockerfile.one'), await newFile('Dockerfile.other')];
    await preview(await show(one));
    await eventually('a panel', () => (webviews().length === 1 ? true : undefined));
    await preview(await show(other));
    await eventually('both panels', () => (webviews().length === 2 ? true : undefined));
    // Leads to the panel of the document in the editor.
    await show(one);
    await vscode.commands.executeCommand('migrateToChainguard.showDecisions');
    await eventually('the panel to have the focus', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('Dockerfile.one') === true ? true : undefined,
    );
    await vscode.commands.executeCommand('migrateToChainguard.applyMigration');
    assert.match((await vscode.workspace.openTextDocument(one)).getText(), onChainguard);
    assert.equal((await vscode.workspace.openTextDocument(other)).getText(), dockerfile);
  });
});
