import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { PanelState } from '../../../client/src/preview/panel-messages.ts';
import type { PanelTexts } from '../../../client/src/preview/panel-texts.ts';
import { closeEverything, extensionId, open, ourDiagnostics, quickFixes, workspaceFile } from '../editor.ts';
import { eventually } from '../waiting.ts';

interface Texts {
  readonly text: string;
  readonly detail: string;
}

interface Parts {
  readonly preview: {
    previewOf(uri: vscode.Uri): { readonly state: () => PanelState; readonly texts: () => PanelTexts } | undefined;
  };
  readonly status: { findings(): Texts; server(): Texts };
}

/** VS Code keeps the English title of a translated command beside it, for searching. */
type Localized = string | { readonly value: string; readonly original: string };

interface Manifest {
  readonly displayName: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: Localized }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly markdownDescription?: string }>> };
  };
}

function extension(): vscode.Extension<Parts> {
  const found = vscode.extensions.getExtension<Parts>(extensionId);
  assert.ok(found);
  return found;
}

function translations(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(extension().extensionPath, file), 'utf8')) as Readonly<Record<string, string>>;
}

describe('a VS Code that speaks German', () => {
  const settingsFile = workspaceFile('german/.migrate-to-chainguard.json');
  before(async () => {
    await extension().activate();
  });
  afterEach(closeEverything);

  it('has the commands and the settings in German', () => {
    assert.equal(vscode.env.language, 'de');
    const { contributes } = extension().packageJSON as Manifest;
    const texts = translations('package.nls.de.json');
    const titles = contributes.commands.map(({ command, title }) => [command, typeof title === 'string' ? title : title.value]);
    const expected = contributes.commands.map(({ command }) => [command, texts[`command.${command.split('.')[1]}.title`]]);
    assert.deepEqual(titles, expected);
    assert.ok(titles.some(([, title]) => title === 'Auf Chainguard umstellen'));
    const { markdownDescription } = contributes.configuration.properties['migrateToChainguard.organization'] ?? {};
    assert.equal(markdownDescription, texts['setting.organization']);
  });

  it('has remarks and quick fixes in German', async () => {
    const document = await open('Dockerfile');
    const base = (await ourDiagnostics(document)).find(({ code }) => (typeof code === 'object' ? code.value : code) === 'base-image');
    assert.match(base?.message ?? '', /lässt sich auf das Node-Image von Chainguard umstellen/);
    const titles = (await quickFixes(document, base?.range ?? new vscode.Range(0, 0, 0, 0))).map(({ title }) => title);
    assert.ok(titles.includes('base-image in diesem Repository ignorieren'), titles.join(', '));
  });

  it('has the status in German', async () => {
    await open('Dockerfile');
    const { status } = extension().exports;
    await eventually('the status', () =>
      status.findings().detail.startsWith('Eine Umstellung ergäbe: ') && /\d Hinweise/.test(status.findings().text) ? true : undefined,
    );
    assert.equal(status.server().text, translations('l10n/bundle.l10n.de.json')['Chainguard’s free images']);
  });

  it('has the panel and the report in German', async () => {
    const document = await open('Dockerfile');
    await vscode.commands.executeCommand('migrateToChainguard.migrate', {});
    const panel = extension().exports.preview.previewOf(document.uri);
    assert.ok(panel);
    const german = new Set(Object.values(translations('l10n/bundle.l10n.de.json')));
    const english = translations('l10n/bundle.l10n.json');
    const texts = Object.values(panel.texts());
    // Some words are the same in both.
    assert.deepEqual(
      texts.filter((text) => !german.has(text) && text in english),
      [],
    );
    assert.equal(panel.texts().strategy, 'Strategie');
    const messages = panel.state().result.report.map(({ message }) => message);
    assert.ok(messages.length > 0);
    for (const message of messages) assert.doesNotMatch(message.replace(/`[^`]*`/g, ''), /\b(?:the|is|are|which)\b/);
  });

  it('explains the keys of the settings file in German', async () => {
    await vscode.workspace.fs.writeFile(settingsFile, new TextEncoder().encode('{ "strategy": "best" }\n'));
    const document = await vscode.workspace.openTextDocument(settingsFile);
    await vscode.window.showTextDocument(document);
    const hover = await eventually('the explanation of a key', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        settingsFile,
        new vscode.Position(0, 4),
      );
      const text = hovers
        .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
        .join();
      return text === '' ? undefined : text;
    });
    assert.match(hover, /Wie weit eine Umstellung geht/);
  });
});
