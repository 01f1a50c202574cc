import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, workspaceFile } from './editor.ts';
import { converted, dockerfile, newFile, onChainguard, panelOf, preview, show, type } from './panel.ts';
import { eventually } from './waiting.ts';

/** A file system under a scheme that nobody serves, from which one can read alone: as old revisions are shown. */
function frozen(): vscode.Disposable {
  const no = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => {}),
    stat: ({ path }) => ({
      type: path.endsWith('Dockerfile') ? vscode.FileType.File : vscode.FileType.Directory,
      ctime: 0,
      mtime: 0,
      size: dockerfile.length,
    }),
    readDirectory: () => [['Dockerfile', vscode.FileType.File]],
    readFile: (uri) => {
      if (uri.path.endsWith('Dockerfile')) return new TextEncoder().encode(dockerfile);
      throw vscode.FileSystemError.FileNotFound(uri);
    },
    createDirectory: no,
    writeFile: no,
    delete: no,
    rename: no,
  };
  return vscode.workspace.registerFileSystemProvider('frozen', provider, { isReadonly: true, isCaseSensitive: true });
}

async function problem(uri: vscode.Uri): Promise<string> {
  return await eventually('the panel to say what happened', () => panelOf(uri)?.state().problem || undefined);
}

describe('a preview', () => {
  afterEach(closeEverything);

  it('of a read-only file system shows everything, and is not applied', async () => {
    const registration = frozen();
    try {
      const document = await show(vscode.Uri.parse('frozen:/repository/Dockerfile'));
      const panel = await preview(document);
      assert.match(converted(document.uri) ?? '', onChainguard);
      await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
      assert.equal(panel.state().decisions?.values.strategy, 'direct');
      assert.equal(panel.state().problem, '');
      await panel.receive({ kind: 'apply' });
      assert.equal(document.getText(), dockerfile);
      assert.ok(panelOf(document.uri), 'the preview is still open');
    } finally {
      await closeEverything();
      registration.dispose();
    }
  });

  it('of a document that the settings make read-only is not applied', async () => {
    const uri = await newFile('Dockerfile');
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('readonlyInclude', { '**/preview-*/**': true }, vscode.ConfigurationTarget.Workspace);
    try {
      const document = await show(uri);
      const panel = await preview(document);
      await panel.receive({ kind: 'apply' });
      assert.equal(document.getText(), dockerfile);
      assert.equal(document.isDirty, false);
      assert.ok(panelOf(uri), 'the preview is still open');
    } finally {
      await settings.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('of a document that was never saved is decided and applied like any other', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: dockerfile });
    await vscode.window.showTextDocument(document);
    const panel = await preview(document);
    assert.equal(panel.state().folder, false, 'there is no folder whose settings it could have');
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    await panel.receive({ kind: 'apply' });
    assert.match(document.getText(), onChainguard);
    assert.equal(document.isUntitled, true);
    assert.equal(panelOf(document.uri), undefined);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), dockerfile);
  });

  it('of changes that are not saved leaves them unsaved', async () => {
    const uri = await newFile('Dockerfile');
    const document = await show(uri);
    await type(document, '# not saved\n');
    const panel = await preview(document);
    await panel.receive({ kind: 'apply' });
    assert.match(document.getText(), /^# not saved\nFROM cgr\.dev\/chainguard\/node:/);
    assert.equal(document.isDirty, true);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), dockerfile);
  });

  it('says that its file was deleted, and goes on when it is there again', async () => {
    const uri = await newFile('Dockerfile');
    const document = await show(uri);
    const panel = await preview(document);
    await vscode.workspace.fs.delete(uri);
    assert.match(await problem(uri), /deleted or renamed/);
    await panel.receive({ kind: 'apply' });
    assert.equal(document.getText(), dockerfile);
    assert.equal(document.isDirty, false);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`# another one\n${dockerfile}`));
    await eventually('the diff of the new file', () =>
      panelOf(uri)?.state().problem === '' && converted(uri)?.startsWith('# another one\n') === true ? true : undefined,
    );
  });

  it('follows its file to another name, with what was decided', async () => {
    const uri = await newFile('Dockerfile');
    const panel = await preview(await show(uri));
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    const edit = new vscode.WorkspaceEdit();
    const renamed = vscode.Uri.joinPath(uri, '../Dockerfile.production');
    edit.renameFile(uri, renamed);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const followed = await eventually('the preview of the new name', () => panelOf(renamed));
    assert.equal(panelOf(uri), undefined);
    assert.deepEqual(followed.state().decided, { strategy: 'direct' });
    await followed.receive({ kind: 'apply' });
    assert.match((await vscode.workspace.openTextDocument(renamed)).getText(), onChainguard);
  });

  it('is closed when its file is renamed to something else', async () => {
    const uri = await newFile('Dockerfile');
    await preview(await show(uri));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, vscode.Uri.joinPath(uri, '../notes.txt'));
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await eventually('the preview to be closed', () => (panelOf(uri) === undefined ? true : undefined));
  });

  it('is not applied while its document has another language', async () => {
    const uri = await newFile('Dockerfile');
    const document = await show(uri);
    const panel = await preview(document);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    assert.match(await problem(uri), /plaintext/);
    await panel.receive({ kind: 'apply' });
    assert.equal(document.getText(), dockerfile);
    await vscode.languages.setTextDocumentLanguage(document, 'dockerfile');
    await eventually('the panel to go on', () => (panelOf(uri)?.state().problem === '' ? true : undefined));
  });

  it('is not applied to another text of the same version', async () => {
    const uri = await newFile('Dockerfile');
    const document = await show(uri);
    const panel = await preview(document);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`# from outside\n${dockerfile}`));
    await eventually('the text from outside', () => (document.getText().startsWith('# from outside') ? true : undefined));
    await panel.receive({ kind: 'apply' });
    const text = document.getText();
    assert.match(text, /^# from outside\nFROM /, 'nothing is misplaced');
    assert.equal(text.split('\n').filter((line) => line.startsWith('CMD')).length, 1);
  });

  it('is closed with its diff, and its panel with it', async () => {
    const uri = await newFile('Dockerfile');
    await preview(await show(uri));
    const groups = vscode.window.tabGroups;
    await groups.close(groups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff));
    await eventually('the panel to be closed', () =>
      groups.all.every(({ tabs }) => tabs.every(({ input }) => !(input instanceof vscode.TabInputWebview))) ? true : undefined,
    );
    assert.equal(panelOf(uri), undefined);
    assert.equal(workspaceFile('').scheme, uri.scheme);
  });
});
