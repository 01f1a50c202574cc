import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MigrateResult } from '../../server/src/protocol.ts';
import { closeEverything, workspaceFile } from './editor.ts';
import { eventually } from './waiting.ts';

interface File {
  readonly uri: vscode.Uri;
}

interface WorkspaceOutcome {
  readonly outcomes: readonly (File & { readonly error?: string; readonly result?: MigrateResult })[];
  readonly applied?: AppliedFiles;
}

interface AppliedFiles {
  readonly applied: readonly File[];
  readonly changed: readonly File[];
  readonly failed: readonly File[];
}

const node = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
// A folder of its own for every test: VS Code keeps the text of a file that was deleted, and has it for the file written
// anew until its watcher has looked.
let folder = 'many';
let count = 0;

const files: Readonly<Record<string, string>> = {
  'api/Dockerfile': node,
  'web/DOCKERFILE': `${node}EXPOSE 3000\n`,
  'db/Dockerfile': 'FROM alpine:3.22\n',
  'broken/Dockerfile': 'FROM node:20\0\0\0\n',
  'node_modules/x/Dockerfile': node,
  'hidden/Dockerfile': node,
  'Dockerfile.md': '# Not one\n',
  'notes.txt': 'FROM node:20\n',
};

function file(name: string): vscode.Uri {
  return workspaceFile(`${folder}/${name}`);
}

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function migrateAll(argument: object): Promise<WorkspaceOutcome> {
  const outcome = await vscode.commands.executeCommand<WorkspaceOutcome | undefined>('migrateToChainguard.migrateWorkspace', argument);
  assert.ok(outcome, 'the command has a result');
  return outcome;
}

function multiDiffTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label.startsWith('Migration to Chainguard'));
}

function names(list: readonly File[]): string[] {
  return list.map(({ uri }) => vscode.workspace.asRelativePath(uri).replace(`${folder}/`, ''));
}

describe('many Dockerfiles', () => {
  const exclude = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('search', workspaceFile(''));

  beforeEach(async () => {
    count += 1;
    folder = `many-${count}`;
    for (const [name, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
    }
    await exclude().update('exclude', { '**/hidden': true }, vscode.ConfigurationTarget.Workspace);
  });
  afterEach(async () => {
    await closeEverything();
    await vscode.workspace.fs.delete(file(''), { recursive: true });
    await exclude().update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('of a folder are shown in one editor, and nothing is changed', async () => {
    const { outcomes, applied } = await migrateAll({ uris: [file('')] });
    assert.equal(applied, undefined);
    assert.deepEqual(names(outcomes), ['api/Dockerfile', 'broken/Dockerfile', 'db/Dockerfile', 'web/DOCKERFILE']);
    assert.deepEqual(
      outcomes.map(({ result, error }) => result?.status ?? (error === undefined ? '' : 'error')),
      ['migrated', 'error', 'unchanged', 'migrated'],
    );
    await eventually('the editor of all changes', () => (multiDiffTabs().length === 1 ? true : undefined));
    assert.equal(await read(file('api/Dockerfile')), node);
  });

  it('of the workspace are all found, in every folder', async () => {
    const { outcomes } = await migrateAll({});
    const found = names(outcomes);
    for (const name of ['Dockerfile', 'Dockerfile-classic', 'other.dockerfile', 'article/Dockerfile', 'api/Dockerfile']) {
      assert.ok(found.includes(name), `${name} is among ${found.join(', ')}`);
    }
    assert.equal(
      found.some((name) => /node_modules|hidden|\.md$/.test(name)),
      false,
    );
  });

  it('are applied together, saved, and the editor is closed', async () => {
    const { outcomes } = await migrateAll({ uris: [file('')] });
    const applied = await vscode.commands.executeCommand<AppliedFiles>('migrateToChainguard.applyWorkspaceMigration');
    assert.deepEqual(names(applied.applied), ['api/Dockerfile', 'web/DOCKERFILE']);
    for (const { uri, result } of outcomes.filter((one) => one.result?.status === 'migrated')) {
      assert.equal(await read(uri), result?.text);
    }
    assert.deepEqual(multiDiffTabs(), []);
  });

  it('are chosen from a list in which all are checked at first', async () => {
    await migrateAll({ uris: [file('')] });
    let applied: AppliedFiles | undefined;
    const choose = async (): Promise<void> => {
      // Who accepts the list before it is filled has chosen nothing.
      while (applied === undefined) {
        applied = await vscode.commands.executeCommand<AppliedFiles | undefined>('migrateToChainguard.applySelectedMigrations');
      }
    };
    const choice = choose();
    await eventually('the choice', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return applied;
    });
    await choice;
    assert.deepEqual(names(applied?.applied ?? []), ['api/Dockerfile', 'web/DOCKERFILE']);
  });

  it('are left alone when they have changed since the preview; the others are not held up', async () => {
    await migrateAll({ uris: [file('')] });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file('api/Dockerfile'), new vscode.Position(0, 0), '# typed meanwhile\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const applied = await vscode.commands.executeCommand<AppliedFiles>('migrateToChainguard.applyWorkspaceMigration');
    assert.deepEqual(names(applied.changed), ['api/Dockerfile']);
    assert.deepEqual(names(applied.applied), ['web/DOCKERFILE']);
    const document = await vscode.workspace.openTextDocument(file('api/Dockerfile'));
    assert.equal(document.getText(), `# typed meanwhile\n${node}`);
    await document.save();
  });

  it('are migrated with what has been typed and not been saved', async () => {
    await vscode.workspace.fs.writeFile(file('typed/Dockerfile'), new TextEncoder().encode(node));
    const document = await vscode.workspace.openTextDocument(file('typed/Dockerfile'));
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# not saved\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const { applied } = await migrateAll({ uris: [file('typed')], apply: true });
    assert.deepEqual(names(applied?.applied ?? []), ['typed/Dockerfile']);
    await document.save();
    assert.match(document.getText(), /^# not saved\nFROM cgr\.dev\/chainguard\/node/);
  });

  it('can be files that were selected in the explorer', async () => {
    const selected = [file('api/Dockerfile'), file('hidden/Dockerfile'), file('notes.txt')];
    const outcome = await vscode.commands.executeCommand<WorkspaceOutcome>('migrateToChainguard.migrate', selected[0], selected);
    assert.deepEqual(names(outcome.outcomes), ['api/Dockerfile', 'hidden/Dockerfile']);
  });
});
