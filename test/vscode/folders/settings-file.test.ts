import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, ourDiagnostics } from '../editor.ts';
import { eventually } from '../waiting.ts';
import { fileIn, fixOf, openIn, settingsFile, textOf, waitForRule } from './folder.ts';
import { lockedFileSystem } from './locked-file-system.ts';

type Outcome = { readonly document: vscode.TextDocument } | { readonly problem: string } | undefined;

const commented = '{\n  // Ours.\n  "strategy": "dev" // small machines\n}\n';
const withSeverity = '{\n  // Ours.\n  "strategy": "dev", // small machines\n  "severities": {\n    "base-image": "off"\n  }\n}\n';
const ignore = 'Ignore base-image in this repository';
const switchOff = 'Switch off base-image in my settings';

async function create(folder: string): Promise<Outcome> {
  return await vscode.commands.executeCommand<Outcome>('migrateToChainguard.createSettingsFile', fileIn(folder, ''));
}

async function created(folder: string): Promise<vscode.TextDocument> {
  const outcome = await create(folder);
  assert.ok(outcome !== undefined && 'document' in outcome, JSON.stringify(outcome));
  assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), fileIn(folder, settingsFile).toString());
  return outcome.document;
}

/** Types a comment at the top of a document. */
async function type(document: vscode.TextDocument, line: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), line);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

describe('Create Settings File', () => {
  afterEach(closeEverything);

  it('makes one of the settings that hold in the folder', async () => {
    await openIn('new', 'Dockerfile');
    const document = await created('new');
    assert.match(document.getText(), /^\{\n {2}\/\/ .+\n {2}"organization": "acme",\n {2}"nodeVersion": "keep"\n\}\n$/);
    assert.equal(await textOf(document.uri), document.getText());
    assert.equal(document.languageId, 'jsonc');
    await eventually('the file to be understood', () => (vscode.languages.getDiagnostics(document.uri).length === 0 ? true : undefined));
  });

  it('opens one that is there, and leaves its comments alone', async () => {
    const document = await created('commented');
    assert.equal(document.getText(), commented);
    assert.equal(document.isDirty, false);
  });

  it('opens one that is no JSON as it is, with a remark where it is wrong', async () => {
    const document = await created('broken');
    assert.equal(document.getText(), '{\n  "strategy": "dev"\n  "registry": "mirror.example"\n}\n');
    await eventually('a remark', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ range }) => range.start.line === 2) ? true : undefined,
    );
  });

  it('shows what is typed into it and not saved', async () => {
    await type(await openIn('typed', settingsFile), '// typed\n');
    await openIn('typed', 'Dockerfile');
    const document = await created('typed');
    assert.equal(document.getText(), `// typed\n${commented}`);
    assert.equal(document.isDirty, true);
    assert.equal(await textOf(document.uri), commented);
  });

  it('says why where nothing can be written', async () => {
    const locked = lockedFileSystem();
    try {
      const outcome = await create('locked');
      assert.match(outcome !== undefined && 'problem' in outcome ? outcome.problem : '', /the settings file could not be made\. .+/);
    } finally {
      locked.dispose();
    }
  });
});

describe('the quick fixes that silence a rule', () => {
  afterEach(closeEverything);

  it('make a settings file where there is none', async () => {
    const document = await openIn('fourth', 'Dockerfile');
    await ourDiagnostics(document);
    const fix = await fixOf(document, ignore);
    assert.ok(fix?.edit);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    const file = fileIn('fourth', settingsFile);
    assert.equal(await (await vscode.workspace.openTextDocument(file)).save(), true);
    assert.equal(await textOf(file), '{\n  "severities": {\n    "base-image": "off"\n  }\n}\n');
    await waitForRule(document, 'base-image', false);
    await closeEverything();
    await vscode.workspace.fs.delete(file);
  });

  it('keep the comments of one that is there', async () => {
    const document = await openIn('commented', 'Dockerfile');
    await waitForRule(document, 'base-image', true);
    const fix = await fixOf(document, ignore);
    assert.ok(fix?.edit);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    const file = await vscode.workspace.openTextDocument(fileIn('commented', settingsFile));
    assert.equal(file.getText(), withSeverity);
    // It counts before it is saved.
    await waitForRule(document, 'base-image', false);
    await vscode.window.showTextDocument(file);
  });

  it('keep what is typed into one and not saved', async () => {
    const file = await openIn('typed', settingsFile);
    await type(file, '// typed\n');
    const document = await openIn('typed', 'Dockerfile');
    await waitForRule(document, 'base-image', true);
    const edit = await eventually('the fix of the text that is typed', async () => {
      const fix = await fixOf(document, ignore);
      const [, changes = []] = fix?.edit?.entries()[0] ?? [];
      return changes.some(({ range }) => range.start.line === 3) ? fix?.edit : undefined;
    });
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.equal(file.getText(), `// typed\n${withSeverity}`);
    assert.equal(await textOf(file.uri), commented);
  });

  it('leave one alone that is no JSON', async () => {
    const document = await openIn('broken', 'Dockerfile');
    await waitForRule(document, 'base-image', true);
    assert.equal(await fixOf(document, ignore), undefined);
    assert.ok(await fixOf(document, switchOff));
  });

  it('change nothing where nothing can be written', async () => {
    const locked = lockedFileSystem();
    try {
      const document = await openIn('locked', 'Dockerfile');
      await waitForRule(document, 'base-image', true);
      const edit = (await fixOf(document, ignore))?.edit;
      assert.ok(edit);
      const applied = await vscode.workspace.applyEdit(edit).then(
        (done) => done,
        () => false,
      );
      assert.equal(applied, false);
      await waitForRule(document, 'base-image', true);
      await closeEverything();
    } finally {
      locked.dispose();
    }
  });

  it('switch a rule off for the person, beside what else is set', async () => {
    const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('migrateToChainguard');
    await settings().update('severity', { init: 'warning' }, vscode.ConfigurationTarget.Global);
    try {
      const document = await openIn('fourth', 'Dockerfile');
      await waitForRule(document, 'base-image', true);
      const command = (await fixOf(document, switchOff))?.command;
      assert.ok(command);
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
      await waitForRule(document, 'base-image', false);
      assert.deepEqual(settings().inspect('severity')?.globalValue, { init: 'warning', 'base-image': 'off' });
    } finally {
      await settings().update('severity', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
