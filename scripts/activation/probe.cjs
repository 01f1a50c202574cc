// Runs inside the extension host: opens a Dockerfile, waits for the extension, and writes VS Code's own page "Startup Performance" into the file
// that ACTIVATION_RESULT names.
const { writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const vscode = require('vscode');

/** VS Code's own start keeps every core busy for a while: who opens a Dockerfile then waits for that, not for the extension. */
const milliseconds = 15_000;
const extensionId = 'migrate-to-chainguard.migrate-to-chainguard';

exports.run = async () => {
  await sleep(milliseconds);
  const before = vscode.extensions.getExtension(extensionId)?.isActive === true;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'Dockerfile'));
  while (vscode.extensions.getExtension(extensionId)?.isActive !== true) await sleep(50);
  await vscode.commands.executeCommand('perfview.show');
  for (;;) {
    const page = vscode.workspace.textDocuments.find((document) => document.getText().includes('## Extension Activation Stats'));
    if (page?.getText().includes(extensionId) === true) {
      writeFileSync(process.env.ACTIVATION_RESULT ?? '', JSON.stringify({ activeBefore: before, page: page.getText() }));
      return;
    }
    await sleep(100);
  }
};
