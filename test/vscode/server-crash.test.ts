import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { closeEverything, open, ourDiagnostics, source } from './editor.ts';
import { eventually } from './waiting.ts';

/** The server's process: a child of this one. */
function serverProcess(): number | undefined {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const [pid] = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .flatMap(([, id, parent, args]) => (Number(parent) === process.pid && /dist\/server\.c?js/.test(args ?? '') ? [Number(id)] : []));
  return pid;
}

describe('a server that dies', () => {
  afterEach(closeEverything);

  it('comes back by itself, and nothing is lost', async () => {
    const document = await open('Dockerfile');
    const before = await ourDiagnostics(document);
    const pid = serverProcess();
    assert.ok(pid, 'the server is a process');
    process.kill(pid, 'SIGKILL');
    await eventually('another server', () => {
      const now = serverProcess();
      return now !== undefined && now !== pid ? now : undefined;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# typed after the crash\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await eventually('the same remarks, one line below', () => {
      const after = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === source);
      const lines = (list: readonly vscode.Diagnostic[]): number[] => list.map(({ range }) => range.start.line);
      return after.length === before.length && lines(after).every((line, index) => line === (lines(before)[index] ?? 0) + 1)
        ? true
        : undefined;
    });
    const outcome = await vscode.commands.executeCommand<{ applied: boolean; result: { status: string; reason: string } }>(
      'migrateToChainguard.migrate',
      { apply: true },
    );
    assert.equal(outcome.applied, true, `${outcome.result.status}: ${outcome.result.reason}`);
  });
});
