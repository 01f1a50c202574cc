import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

interface SyntaxToken {
  /** The text. */
  readonly c: string;
  /** Its scopes, joined by blanks. */
  readonly t: string;
}

const text = `FROM cgr.dev/chainguard/node:latest-dev
# migrate-to-chainguard-ignore init: a test
RUN <<EOF
echo "never closed
EOF
USER node
`;

describe('highlighting', () => {
  const file = vscode.Uri.file(join(tmpdir(), `highlighting-${process.pid}.dockerfile`));

  before(() => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text)));
  after(() => vscode.workspace.fs.delete(file));

  it("adds to VS Code's own grammar of Dockerfiles", async () => {
    const tokens = await vscode.commands.executeCommand<readonly SyntaxToken[]>('_workbench.captureSyntaxTokens', file);
    const scopesOf = (content: string): string => tokens.find(({ c }) => c === content)?.t ?? '';
    assert.match(scopesOf('latest-dev'), /constant\.numeric\.tag\.dockerfile/);
    assert.match(scopesOf('init'), /constant\.language\.rule\.dockerfile/);
    assert.match(scopesOf('echo'), /meta\.embedded\.block\.shell.*support\.function\.builtin\.shell/);
    assert.match(scopesOf('USER'), /^source\.dockerfile keyword\.other\.special-method\.dockerfile$/);
  });
});
