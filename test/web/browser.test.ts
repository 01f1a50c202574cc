import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MigrateResult } from '../../server/src/protocol.ts';
import { closeEverything, extensionId, open, workspaceFile } from '../vscode/editor.ts';
import { eventually } from '../vscode/waiting.ts';
import type { VirtualRepository } from './virtual-repository/extension.ts';

function repository(): VirtualRepository {
  const extension = vscode.extensions.getExtension<VirtualRepository>('migrate-to-chainguard-tests.virtual-repository');
  assert.ok(extension?.isActive);
  return extension.exports;
}

async function migrated(name: string): Promise<MigrateResult> {
  const argument = { uri: workspaceFile(name) };
  const outcome = await vscode.commands.executeCommand<{ result: MigrateResult }>('migrateToChainguard.migrate', argument);
  return outcome.result;
}

describe('VS Code in the browser', () => {
  afterEach(closeEverything);

  it('runs extensions in a worker, without Node and without a remote machine', async () => {
    await open('Dockerfile');
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    assert.equal(vscode.env.remoteName, undefined);
    assert.equal('WorkerGlobalScope' in globalThis, true);
    assert.equal(workspaceFile('').scheme, 'virtual-repository');
    const extension = vscode.extensions.getExtension(extensionId);
    assert.equal(extension?.extensionKind, vscode.ExtensionKind.UI);
    assert.equal(extension.extensionUri.scheme, 'http', 'the extension is on another machine');
  });

  it('reads the files around a Dockerfile through the editor', async () => {
    await open('article/Dockerfile');
    const result = await migrated('article/Dockerfile');
    assert.match(result.text, /CMD \["node", "app\.js"\]/);
    assert.ok(repository().reads.includes('/project/article/package.json'));
  });

  it('sees that a file is missing', async () => {
    const start = 'missing/Dockerfile';
    await vscode.workspace.fs.writeFile(
      workspaceFile(start),
      new TextEncoder().encode('FROM node:22\nWORKDIR /app\nCOPY package.json server.js ./\nCMD npm start\n'),
    );
    await open(start);
    const before = await migrated(start);
    assert.doesNotMatch(before.text, /CMD \["node", "server\.js"\]/);
    const manifest = new TextEncoder().encode('{ "scripts": { "start": "node server.js" } }');
    await vscode.workspace.fs.writeFile(workspaceFile('missing/package.json'), manifest);
    await vscode.workspace.fs.writeFile(workspaceFile('missing/server.js'), new Uint8Array());
    await eventually('the start command of the new package.json', async () =>
      (await migrated(start)).text.includes('CMD ["node", "server.js"]') ? true : undefined,
    );
  });
});
