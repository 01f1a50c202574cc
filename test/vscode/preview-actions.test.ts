import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, workspaceFile } from './editor.ts';
import { newFile, preview, show } from './panel.ts';
import { eventually } from './waiting.ts';

describe('next steps in the panel', () => {
  let input: string;
  let terminal: vscode.Terminal;

  beforeEach(async () => {
    input = '';
    const opened = new Promise<void>((resolve) => {
      const pty: vscode.Pseudoterminal = {
        onDidWrite: new vscode.EventEmitter<string>().event,
        open: () => resolve(),
        close: () => {},
        handleInput: (data) => {
          input += data;
        },
      };
      // The one that the panel takes because it is open.
      terminal = vscode.window.createTerminal({ name: `Migrate to Chainguard: ${vscode.workspace.workspaceFolders?.[0]?.name}`, pty });
    });
    terminal.show();
    await opened;
  });
  afterEach(async () => {
    terminal.dispose();
    await closeEverything();
  });

  it('are put into the terminal, and wait for a person to run them', async () => {
    const panel = await preview(await show(await newFile('Dockerfile')));
    assert.equal(panel.state().terminal, true);
    const command = panel.state().result.nextSteps[0]?.commands[0]?.text ?? '';
    assert.match(command, /^docker build /);
    await panel.receive({ kind: 'terminal', text: command });
    await eventually('the command', () => (input.endsWith(command) ? true : undefined));
    await panel.receive({ kind: 'terminal', text: 'docker run app' });
    await eventually('the other command', () => (input.endsWith('docker run app') ? true : undefined));
    assert.doesNotMatch(input, /[\r\n]/, 'nothing is run');
    // Ctrl+U empties the line: the two commands do not become one.
    assert.equal(input, `\u0015${command}\u0015docker run app`);
  });

  it('do not reach the terminal when a part of them would run by itself', async () => {
    const panel = await preview(await show(await newFile('Dockerfile')));
    for (const text of ["docker build -f 'a\nrm -rf ~\nb' .", 'docker build\r', 'docker \u001B[2J', 'docker\u0003'])
      await panel.receive({ kind: 'terminal', text });
    await panel.receive({ kind: 'terminal', text: 'docker ps' });
    await eventually('the good one', () => (input.endsWith('docker ps') ? true : undefined));
    assert.equal(input, '\u0015docker ps');
  });

  it('are copied as they are', async () => {
    const panel = await preview(await show(await newFile('Dockerfile')));
    const command = panel.state().result.nextSteps[0]?.commands[0]?.text ?? '';
    await panel.receive({ kind: 'copy', text: command });
    assert.equal(await vscode.env.clipboard.readText(), command);
    assert.equal(input, '');
  });
});

describe('decisions that are saved', () => {
  const rootFile = workspaceFile('.migrate-to-chainguard.json');
  const read = async (uri: vscode.Uri): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const write = async (uri: vscode.Uri, text: string | Uint8Array): Promise<void> =>
    await vscode.workspace.fs.writeFile(uri, typeof text === 'string' ? new TextEncoder().encode(text) : text);

  afterEach(async () => {
    await closeEverything();
    await vscode.workspace.fs.delete(rootFile).then(undefined, () => {});
    const settings = vscode.workspace.getConfiguration('migrateToChainguard', workspaceFile(''));
    await settings.update('strategy', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  });

  it('make a file in the repository, which then holds', async () => {
    const uri = await newFile('Dockerfile');
    const panel = await preview(await show(uri));
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    await panel.receive({ kind: 'save', where: 'repository' });
    assert.deepEqual(JSON.parse(await read(rootFile)), { strategy: 'direct' });
    await eventually('the file to hold', async () => {
      await panel.receive({ kind: 'decide', decisions: {} });
      return panel.state().decisions?.values.strategy === 'direct' ? true : undefined;
    });
  });

  it('leave everything else in a file as it is: comments, a comma at the end, the mark at its beginning', async () => {
    const text = '\uFEFF{\n  // Ours, since 2024.\n  "severities": { "init": "off" }, /* and */\n  "strategy": "auto", // here\n}\n';
    await write(rootFile, text);
    const panel = await preview(await show(await newFile('Dockerfile')));
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    await panel.receive({ kind: 'save', where: 'repository' });
    const bytes = await vscode.workspace.fs.readFile(rootFile);
    assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), text.replace('"auto"', '"direct"'));
  });

  it('do not destroy a file that is wrong, is not UTF-8, or is being edited', async () => {
    const panel = await preview(await show(await newFile('Dockerfile')));
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    for (const text of ['{ "strategy": ', '[]', new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d])]) {
      await write(rootFile, text);
      await panel.receive({ kind: 'save', where: 'repository' });
      const expected = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(rootFile)), Buffer.from(expected));
    }
    await write(rootFile, '{}\n');
    const open = await vscode.workspace.openTextDocument(rootFile);
    await eventually('the file as it is on disk', () => (open.getText() === '{}\n' ? true : undefined));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(rootFile, new vscode.Position(0, 0), '// typed\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await panel.receive({ kind: 'save', where: 'repository' });
    assert.equal(await read(rootFile), '{}\n');
    assert.equal(open.getText(), '// typed\n{}\n');
    await vscode.window.showTextDocument(open);
  });

  it('go into the file that speaks for the Dockerfile', async () => {
    const uri = await newFile('services/api/Dockerfile');
    const nearest = vscode.Uri.joinPath(uri, '../../.migrate-to-chainguard.json');
    await write(nearest, '{ "strategy": "auto" }\n');
    const panel = await preview(await show(uri));
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    await panel.receive({ kind: 'save', where: 'repository' });
    assert.equal(await read(nearest), '{ "strategy": "direct" }\n');
    await assert.rejects(async () => await vscode.workspace.fs.stat(rootFile), 'there is no second one');
  });

  it('go into the settings of the folder', async () => {
    const uri = await newFile('Dockerfile');
    const panel = await preview(await show(uri));
    await panel.receive({ kind: 'decide', decisions: { strategy: 'direct' } });
    await panel.receive({ kind: 'save', where: 'settings' });
    const settings = vscode.workspace.getConfiguration('migrateToChainguard', uri);
    assert.equal(settings.get('strategy'), 'direct');
    assert.equal(settings.inspect('strategy')?.globalValue, undefined);
  });
});
