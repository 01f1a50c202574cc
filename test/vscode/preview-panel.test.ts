import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FromPanel, PanelState } from '../../client/src/preview/panel-messages.ts';
import { closeEverything, extensionId, open } from './editor.ts';
import { eventually } from './waiting.ts';

interface Panel {
  readonly state: () => PanelState;
  readonly receive: (message: FromPanel) => Promise<void>;
}

async function panelOf(document: vscode.TextDocument): Promise<Panel> {
  await vscode.commands.executeCommand('migrateToChainguard.migrate', {});
  const parts = vscode.extensions.getExtension<{ preview: { previewOf(uri: vscode.Uri): Panel | undefined } }>(extensionId)?.exports;
  const panel = parts?.preview.previewOf(document.uri);
  assert.ok(panel, 'there is a preview');
  return panel;
}

function converted(): string | undefined {
  return vscode.workspace.textDocuments
    .find(({ uri, isClosed }) => uri.scheme === 'migrate-to-chainguard' && !uri.path.endsWith('.md') && !isClosed)
    ?.getText();
}

describe('the panel beside the diff', () => {
  afterEach(closeEverything);

  it('makes the diff follow decisions, and applies what it shows in one step', async () => {
    const document = await open('Dockerfile');
    const before = document.getText();
    const panel = await panelOf(document);
    assert.ok(panel.state().decisions, 'there is something to decide');
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct', organization: 'acme' } });
    await eventually('the diff to follow', () => (converted()?.includes('cgr.dev/acme/node:latest-dev') === true ? true : undefined));
    await panel.receive({ kind: 'apply' });
    assert.match(document.getText(), /^FROM cgr\.dev\/acme\/node:latest-dev/m);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('says what is wrong with a decision, and goes on without it', async () => {
    const panel = await panelOf(await open('Dockerfile'));
    await panel.receive({ kind: 'decide', decisions: { organization: 'two words' } });
    assert.deepEqual(
      panel.state().decisions?.problems.map(({ decision }) => decision),
      ['organization'],
    );
    assert.equal(panel.state().result.status, 'migrated');
  });

  it('follows a document that changes', async () => {
    const document = await open('Dockerfile');
    await panelOf(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# changed meanwhile\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await eventually('the diff to follow', () => (converted()?.startsWith('# changed meanwhile\n') === true ? true : undefined));
  });
});
