import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, extensionId, open, ourDiagnostics, source } from './editor.ts';

describe('the extension', () => {
  afterEach(closeEverything);

  it('is active once a Dockerfile is open', async () => {
    await ourDiagnostics(await open('Dockerfile'));
    const extension = vscode.extensions.getExtension(extensionId);
    assert.equal(extension?.isActive, true);
    const installedIn = process.env['EXT_TEST_INSTALLED_IN'];
    if (installedIn !== undefined)
      assert.ok(extension.extensionPath.startsWith(installedIn), `${extension.extensionPath} is below ${installedIn}`);
  });

  it('registers every command that it declares', async () => {
    await ourDiagnostics(await open('Dockerfile'));
    const declared: { command: string }[] = vscode.extensions.getExtension(extensionId)?.packageJSON.contributes.commands;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });

  it('takes Dockerfile-classic for a Dockerfile and dockerfile_tools.py for Python', async () => {
    assert.equal((await open('Dockerfile-classic')).languageId, 'dockerfile');
    assert.equal((await open('dockerfile_tools.py')).languageId, 'python');
  });

  it('says nothing about a Dockerfile without Node', async () => {
    await ourDiagnostics(await open('Dockerfile'));
    const other = await open('other.dockerfile');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      other.uri,
      new vscode.Position(0, 1),
    );
    assert.ok(hovers.length > 0, 'the server has answered');
    assert.deepEqual(
      vscode.languages.getDiagnostics(other.uri).filter((diagnostic) => diagnostic.source === source),
      [],
    );
  });

  it('speaks again after a restart of the server', async () => {
    const document = await open('Dockerfile');
    await ourDiagnostics(document);
    await vscode.commands.executeCommand('migrateToChainguard.restartServer');
    assert.ok((await ourDiagnostics(document)).length > 0);
  });
});
