import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, open, ourDiagnostics, workspaceFile } from './editor.ts';

/** The two cases of the article, as test/cases/ holds them: copied into the workspace by the driver. */
const ways = [
  { folder: 'article', strategy: 'auto', refactoring: /multi-stage/ },
  { folder: 'article-direct', strategy: 'direct', refactoring: /direct port/ },
] as const;

async function expected(folder: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceFile(`${folder}/expected.Dockerfile`)));
}

for (const { folder, strategy, refactoring } of ways) {
  describe(`the Dockerfile of the article, ${strategy}`, () => {
    afterEach(closeEverything);

    it('is migrated as expected by the command', async () => {
      const document = await open(`${folder}/Dockerfile`);
      await vscode.commands.executeCommand('migrateToChainguard.migrate', { apply: true, strategy });
      assert.equal(document.getText(), await expected(folder));
    });

    it('is migrated as expected by the refactoring, and one undo brings it back', async () => {
      const document = await open(`${folder}/Dockerfile`);
      const before = document.getText();
      await ourDiagnostics(document);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(0, 0, 0, 0),
        vscode.CodeActionKind.RefactorRewrite.value,
      );
      const edit = actions.find(({ title }) => refactoring.test(title))?.edit;
      assert.ok(edit, `there is a refactoring like ${refactoring} among ${actions.map(({ title }) => title).join(', ')}`);
      assert.equal(await vscode.workspace.applyEdit(edit), true);
      assert.equal(document.getText(), await expected(folder));
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    });
  });
}
