import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { VerifyResult } from '../../server/src/protocol.ts';
import { closeEverything, open } from './editor.ts';
import { eventually } from './waiting.ts';

describe('Build and Compare', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await closeEverything();
  });

  /** A docker whose builds fail with these words. */
  function engine(words: string): string {
    const program = join(folder, 'docker');
    const lines = [
      'case $1 in',
      '--version) echo Docker version 99 ;;',
      'version) echo 99 ;;',
      `build) echo '${words}' >&2; exit 1 ;;`,
      'esac',
    ];
    writeFileSync(program, `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(program, 0o755);
    return program;
  }

  it('shows beside the file what came of it', async () => {
    const document = await open('Dockerfile');
    const result = await vscode.commands.executeCommand<VerifyResult | undefined>('migrateToChainguard.buildAndCompare', {
      uri: document.uri,
      paths: ['/'],
      port: 3000,
      engine: engine('npm error E404'),
    });
    assert.equal(result?.outcome, 'impossible');
    assert.match(result.message, /original Dockerfile does not build/);
    assert.match(result.markdown, /^ {4}npm error E404$/m);
    await eventually('the result', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('Build and Compare')),
    );
    assert.equal(document.isDirty, false);
  });

  it('takes its program from the setting', async () => {
    const document = await open('Dockerfile');
    const settings = vscode.workspace.getConfiguration('migrateToChainguard');
    await settings.update('containerEngine', join(folder, 'gone'), vscode.ConfigurationTarget.Workspace);
    try {
      const result = await vscode.commands.executeCommand<VerifyResult | undefined>('migrateToChainguard.buildAndCompare', {
        uri: document.uri,
        paths: ['/'],
        port: 3000,
      });
      assert.match(result?.message ?? '', /gone could not be started/);
    } finally {
      await settings.update('containerEngine', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
