import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything } from './editor.ts';
import { converted, newFile, preview, show, type } from './panel.ts';
import { eventually } from './waiting.ts';

describe('the panel beside the diff', () => {
  afterEach(closeEverything);

  it('makes the diff follow decisions, and applies what it shows in one step', async () => {
    const document = await show(await newFile('Dockerfile'));
    const before = document.getText();
    const panel = await preview(document);
    assert.ok(panel.state().decisions, 'there is something to decide');
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct', organization: 'acme' } });
    await eventually('the diff to follow', () =>
      converted(document.uri)?.includes('cgr.dev/acme/node:latest-dev') === true ? true : undefined,
    );
    await panel.receive({ kind: 'apply' });
    assert.match(document.getText(), /^FROM cgr\.dev\/acme\/node:latest-dev/m);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('says what is wrong with a decision, and goes on without it', async () => {
    const panel = await preview(await show(await newFile('Dockerfile')));
    await panel.receive({ kind: 'decide', decisions: { organization: 'two words' } });
    assert.deepEqual(
      panel.state().decisions?.problems.map(({ decision }) => decision),
      ['organization'],
    );
    assert.equal(panel.state().result.status, 'migrated');
  });

  it('follows a document that changes', async () => {
    const document = await show(await newFile('Dockerfile'));
    await preview(document);
    await type(document, '# changed meanwhile\n');
    await eventually('the diff to follow', () =>
      converted(document.uri)?.startsWith('# changed meanwhile\n') === true ? true : undefined,
    );
  });
});
