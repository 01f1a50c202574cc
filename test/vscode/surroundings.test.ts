import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MigrateResult } from '../../server/src/protocol.ts';
import { closeEverything, open, workspaceFile } from './editor.ts';
import { eventually } from './waiting.ts';

async function migratedText(): Promise<string> {
  const outcome = await vscode.commands.executeCommand<{ result: MigrateResult }>('migrateToChainguard.migrate', {
    uri: workspaceFile('article/Dockerfile'),
  });
  return outcome.result.text;
}

describe('the files around a Dockerfile', () => {
  const manifest = workspaceFile('article/package.json');
  let before: Uint8Array;

  beforeEach(async () => {
    before = await vscode.workspace.fs.readFile(manifest);
  });
  afterEach(async () => {
    await vscode.workspace.fs.writeFile(manifest, before);
    await closeEverything();
  });

  it('are read anew when they change on disk', async () => {
    await open('article/Dockerfile');
    assert.match(await migratedText(), /CMD \["node", "app\.js"\]/);
    const changed = new TextDecoder().decode(before).replace('node app.js', 'node --trace-warnings app.js');
    await vscode.workspace.fs.writeFile(manifest, new TextEncoder().encode(changed));
    await eventually('the start command of the changed package.json', async () =>
      (await migratedText()).includes('CMD ["node", "--trace-warnings", "app.js"]') ? true : undefined,
    );
  });
});
