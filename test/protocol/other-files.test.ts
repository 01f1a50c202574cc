import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { classic } from './dockerfiles.ts';
import { startServer } from './server-process.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The edit of the fix for `docker-ignore` in a project with these files. */
async function ignoreFix(files: Readonly<Record<string, string>>): Promise<{ readonly edit: CodeAction['edit']; readonly root: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'ignore-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const root = pathToFileURL(folder).href;
  const server = await startServer({ folders: [{ uri: root, name: 'project' }] });
  const uri = `${root}/Dockerfile`;
  await server.open(uri, classic);
  const diagnostic = (await server.pull(uri)).find(({ code }) => code === 'docker-ignore');
  assert.ok(diagnostic, 'the remark about .dockerignore is there');
  const actions: readonly CodeAction[] = await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic] },
  });
  await server.stop();
  return { edit: actions.find(({ title }) => /node_modules/.test(title))?.edit, root };
}

const project = { 'package.json': '{}', 'app.js': '', Dockerfile: classic };

test('a .dockerignore is made where there is none', async () => {
  const { edit, root } = await ignoreFix(project);
  const uri = `${root}/.dockerignore`;
  const start = { line: 0, character: 0 };
  assert.deepEqual(edit?.documentChanges, [
    { kind: 'create', uri, options: { ignoreIfExists: true } },
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: 'node_modules\n' }] },
  ]);
});

test('a .dockerignore that has other lines gets one more', async () => {
  const { edit, root } = await ignoreFix({ ...project, '.dockerignore': '.git\n*.log' });
  const end = { line: 1, character: 5 };
  assert.deepEqual(edit?.documentChanges, [
    { textDocument: { uri: `${root}/.dockerignore`, version: null }, edits: [{ range: { start: end, end }, newText: '\nnode_modules\n' }] },
  ]);
});
