import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything } from './editor.ts';
import { eventually } from './waiting.ts';

async function dockerfile(content: string, line: number, character: number): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(line, character, line, character);
  return document;
}

/** Searches and takes the first package. */
async function search(query: string): Promise<readonly string[]> {
  let chosen: readonly string[] | undefined;
  const choose = async (): Promise<void> => {
    chosen = await vscode.commands.executeCommand<readonly string[]>('migrateToChainguard.searchPackages', { query });
  };
  const choice = choose();
  const found = await eventually(`a package for ${query}`, async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return chosen;
  });
  await choice;
  return found;
}

describe('the search for packages', () => {
  afterEach(async () => {
    // Unsaved documents without a file come back with their text otherwise.
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeEverything();
  });

  it('writes a package into the apk add at the cursor', async () => {
    const document = await dockerfile('FROM cgr.dev/chainguard/node:latest-dev\nRUN apk add --no-cache git && true\n', 1, 10);
    assert.deepEqual(await search('jq'), ['jq']);
    assert.match(document.getText(), /^RUN apk add --no-cache git jq && true$/m);
  });

  it('knows what a name of Debian is in Wolfi', async () => {
    const document = await dockerfile('FROM cgr.dev/chainguard/node:latest-dev\nRUN apk add \n', 1, 12);
    assert.deepEqual(await search('build-essential'), ['build-base']);
    assert.match(document.getText(), /^RUN apk add build-base$/m);
  });

  it('copies the name where there is no Dockerfile', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'nothing' }));
    assert.deepEqual(await search('ripgrep'), ['ripgrep']);
    assert.equal(await vscode.env.clipboard.readText(), 'ripgrep');
  });
});
