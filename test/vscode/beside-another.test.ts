import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, open, ourDiagnostics } from './editor.ts';
import { eventually } from './waiting.ts';

/** Set by the run in which another Docker extension is installed. */
const beside = process.env['EXT_TEST_BESIDE'] !== undefined;

async function hoverTexts(uri: vscode.Uri, line: number, character: number): Promise<string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    new vscode.Position(line, character),
  );
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
}

describe(beside ? 'beside another Docker extension' : 'the only Docker extension', () => {
  afterEach(closeEverything);

  it(`explains images, and leaves instructions to ${beside ? 'the other' : 'nobody else'}`, async () => {
    const document = await open('Dockerfile');
    await ourDiagnostics(document);
    if (beside)
      await eventually('the other extension', async () =>
        (await hoverTexts(document.uri, 0, 6)).includes('another extension') ? true : undefined,
      );
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith('FROM '));
    const image = await hoverTexts(document.uri, line, 6);
    assert.equal(image.filter((text) => text.includes('what takes its place on Chainguard')).length, 1, image.join('\n'));
    const instruction = (await hoverTexts(document.uri, line, 1)).filter((text) => text !== 'another extension');
    assert.equal(instruction.length, beside ? 0 : 1, instruction.join('\n'));
    const symbols = await vscode.commands.executeCommand<unknown[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.equal((symbols ?? []).length > 0, !beside);
  });

  it('offers the migration once', async () => {
    const document = await open('Dockerfile');
    await ourDiagnostics(document);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    const ours = lenses.filter(({ command }) => command?.command === 'migrateToChainguard.migrate');
    assert.equal(ours.length, 1);
    assert.match(ours[0]?.command?.title ?? '', /^Migrate to Chainguard: /);
    const argument: unknown = ours[0]?.command?.arguments?.[0];
    const outcome = await vscode.commands.executeCommand<{ result: { status: string } } | undefined>(
      'migrateToChainguard.migrate',
      argument,
    );
    assert.equal(outcome?.result.status, 'migrated');
  });

  it('completes a name once', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM node:24\nRUN apk add cur' });
    await vscode.window.showTextDocument(document);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(1, 15),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.equal(labels.filter((label) => label === 'curl').length, 1, labels.slice(0, 5).join(', '));
  });
});
