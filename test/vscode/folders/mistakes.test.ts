import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything } from '../editor.ts';
import { eventually } from '../waiting.ts';
import { fileIn, openIn, settingsFile } from './folder.ts';

/** Who says something about the settings file, by line. */
function speakers(file: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(file)
    .map(({ source, range }) => `${range.start.line}: ${source === 'Migrate to Chainguard' ? 'ours' : 'JSON'}`)
    .sort();
}

async function completions(file: vscode.Uri, line: number, character: number): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    file,
    new vscode.Position(line, character),
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('a mistake in the settings file', () => {
  const file = fileIn('mistaken', settingsFile);
  afterEach(async () => {
    await closeEverything();
  });

  /** Types the text into the file, and waits for both to have spoken. */
  async function speakersOf(text: string, expected: readonly string[]): Promise<void> {
    const document = await openIn('mistaken', settingsFile);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await eventually(`${JSON.stringify(expected)} about ${text}`, () =>
      JSON.stringify(speakers(file)) === JSON.stringify(expected) ? true : undefined,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)} It is ${JSON.stringify(speakers(file))}`);
    });
    // The one that says nothing has been asked, too: what it would say is there after its next answer.
    await completions(file, 0, 1);
    assert.deepEqual(speakers(file), expected);
  }

  const cases: readonly (readonly [what: string, text: string, speakers: readonly string[]])[] = [
    [
      'in a value, a key and a rule',
      '{\n  "strategy": "best",\n  "colour": 1,\n  "registry": 7,\n  "severities": { "no-rule": "off", "init": "loud" }\n}\n',
      ['1: ours', '2: ours', '3: ours', '4: ours', '4: ours'],
    ],
    ['in the syntax', '{\n  "strategy": "dev"\n  "registry": "mirror.example"\n}\n', ['2: JSON']],
    ['in a key that is there twice', '{\n  "strategy": "dev",\n  "strategy": "direct"\n}\n', ['1: JSON', '2: JSON']],
    ['that is none', '{\n  // Comments, and a comma too many.\n  "strategy": "dev",\n}\n', []],
  ];
  for (const [what, text, expected] of cases) {
    it(`is told once: one ${what}`, async () => {
      await openIn('mistaken', 'Dockerfile');
      await speakersOf(text, expected);
    });
  }

  it('is told by us where VS Code does not check JSON', async () => {
    const json = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('json');
    await json().update('validate.enable', false, vscode.ConfigurationTarget.Global);
    try {
      await openIn('mistaken', 'Dockerfile');
      await speakersOf('{\n  "strategy": "dev"\n  "registry": "mirror.example"\n}\n', ['2: ours']);
    } finally {
      await json().update('validate.enable', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('does not keep keys and values from being proposed', async () => {
    await openIn('mistaken', 'Dockerfile');
    const document = await openIn('mistaken', settingsFile);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file, new vscode.Range(0, 0, document.lineCount, 0), '{\n  "colour": 1,\n  "strategy": "",\n  "severities": { "" }\n}\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.deepEqual((await completions(file, 2, 15)).filter((label) => /direct|distroless/.test(label)).sort(), [
      '"direct"',
      '"distroless"',
    ]);
    assert.ok((await completions(file, 3, 19)).includes('healthcheck'));
  });
});
