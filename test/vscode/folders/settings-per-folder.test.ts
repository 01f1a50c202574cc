import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, ourDiagnostics } from '../editor.ts';
import { eventually } from '../waiting.ts';
import { fileIn, images, openIn, rulesOf, settingsFile, statusItems, waitForRule, write } from './folder.ts';

describe('several folders', () => {
  afterEach(closeEverything);

  it('have settings of their own, of the editor and of the repository', async () => {
    for (const folder of ['first', 'second', 'fourth']) await openIn(folder, 'Dockerfile');
    assert.deepEqual(await images('first'), ['first.example/acme/node:latest']);
    assert.deepEqual(await images('second'), ['second.example/chainguard/node:latest']);
    assert.deepEqual(await images('fourth'), ['cgr.dev/chainguard/node:latest']);
  });

  it('have severities of their own, and one is silent', async () => {
    const second = await openIn('second', 'Dockerfile');
    const diagnostics = await ourDiagnostics(second);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).map(({ range }) => range.start.line),
      [0],
    );
    assert.equal(rulesOf(second.uri).includes('base-image'), false);
    const third = await openIn('third', 'Dockerfile');
    await waitForRule(await openIn('fourth', 'Dockerfile'), 'base-image', true);
    assert.deepEqual(rulesOf(third.uri), []);
  });

  it('are told apart in the language status', async () => {
    const shown = async (folder: string, findings: RegExp, server: RegExp): Promise<void> => {
      await openIn(folder, 'Dockerfile');
      await eventually(`the status of ${folder}`, () => {
        const now = statusItems();
        return findings.test(`${now.findings.text}. ${now.findings.detail}`) && server.test(now.server.text) ? true : undefined;
      }).catch((error: unknown) => {
        throw new Error(`${String(error)} It is ${JSON.stringify(statusItems())}`);
      });
    };
    await shown('first', /hint.*\. A migration would give: direct/, /^Images of acme$/);
    await shown('second', /^1 error.*\. A migration would give: distroless\.$/, /^Chainguard’s free images$/);
    await shown('third', /^No remarks\. /, /^Chainguard’s free images$/);
    await shown('fourth', /^1 info.*\. A migration would give: distroless\.$/, /^Chainguard’s free images$/);
  });
});

describe('a folder that is a part of a repository', () => {
  const above = (): vscode.Uri => vscode.Uri.joinPath(fileIn('api', ''), '..', '..', settingsFile);
  afterEach(closeEverything);

  it('follows the settings file of the repository: when it comes, changes, is mistaken and goes', async () => {
    const document = await openIn('api', 'Dockerfile');
    await waitForRule(document, 'base-image', true);
    const becomes = async (registry: string): Promise<void> => {
      await eventually(`images of ${registry}`, async () => ((await images('api'))[0]?.startsWith(registry) === true ? true : undefined));
    };
    await becomes('cgr.dev/');
    await write(above(), '{ "registry": "above.example" }\n');
    await becomes('above.example/');
    await write(above(), '{ "registry": "again.example", "severities": { "base-image": "off" } }\n');
    await becomes('again.example/');
    await waitForRule(document, 'base-image', false);
    await write(above(), '{ "registry": 1 }\n');
    await eventually('the mistake', () => (rulesOf(above()).includes('settings-file') ? true : undefined));
    await becomes('again.example/');
    await vscode.workspace.fs.delete(above());
    await becomes('cgr.dev/');
    await waitForRule(document, 'base-image', true);
    assert.deepEqual(rulesOf(above()), []);
  });
});
