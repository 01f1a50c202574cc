import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, open, ourDiagnostics } from './editor.ts';
import { eventually } from './waiting.ts';

const scheme = 'migrate-to-chainguard-docs';

describe('the explanation of a rule', () => {
  afterEach(closeEverything);

  it('is a page that the diagnostic links to', async () => {
    const [diagnostic] = await ourDiagnostics(await open('Dockerfile'));
    const { code } = diagnostic ?? {};
    assert.ok(typeof code === 'object', 'the code of a diagnostic is a link');
    assert.equal(code.target.toString(), `${scheme}:/rules/${code.value}.md`);
    const page = await vscode.workspace.openTextDocument(code.target);
    assert.match(page.getText(), new RegExp(`^# ${code.value}\n`));
    assert.doesNotMatch(page.getText(), /generated|\.\.\/\.\.\//);
  });

  it('is shown rendered by the command', async () => {
    await open('Dockerfile');
    await vscode.commands.executeCommand('migrateToChainguard.explainRule', 'healthcheck');
    const input = await eventually('the page', () => {
      const shown = vscode.window.tabGroups.activeTabGroup.activeTab;
      return shown?.label.includes('healthcheck') === true ? shown.input : undefined;
    });
    assert.ok(input instanceof vscode.TabInputCustom, 'it is no plain text');
    assert.equal(input.uri.toString(), `${scheme}:/rules/healthcheck.md`);
  });

  it('cannot be changed, and there is none of an unknown rule', async () => {
    const page = vscode.Uri.parse(`${scheme}:/rules/init.md`);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(page, new Uint8Array()));
    await assert.rejects(async () => vscode.workspace.fs.readFile(vscode.Uri.parse(`${scheme}:/rules/no-such-rule.md`)));
    await assert.rejects(async () => vscode.workspace.fs.readFile(vscode.Uri.parse(`${scheme}:/../package.json`)));
  });
});

describe('the sample', () => {
  afterEach(closeEverything);

  it('is opened as shipped, and becomes distroless', async () => {
    const document = await vscode.commands.executeCommand<vscode.TextDocument>('migrateToChainguard.openSample');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    assert.match(document.getText(), /^FROM node:/m);
    await ourDiagnostics(document);
    const outcome = await vscode.commands.executeCommand<{ result: { strategy: string; text: string } }>('migrateToChainguard.migrate', {
      uri: document.uri,
      apply: true,
    });
    assert.equal(outcome.result.strategy, 'distroless');
    assert.match(outcome.result.text, /CMD \["node", "server\.js"\]/);
  });
});
