import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { classic } from './dockerfiles.ts';
import { pullingClient, type Server } from './server-process.ts';
import { NAME, project } from './settings-project.ts';

/** What can be done about the base image of `classic`. */
async function silencing(server: Server, uri: string): Promise<readonly CodeAction[]> {
  const position = { line: 0, character: 6 };
  return await server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], only: ['quickfix'] },
  });
}

function said(diagnostics: readonly Diagnostic[]): string {
  const message = diagnostics[0]?.message ?? '';
  return typeof message === 'string' ? message : message.value;
}

test('the file wins over the settings of the editor, key by key', async (t) => {
  const { server, uri, migrate } = await project(
    t,
    { [NAME]: '{ "registry": "file.example", "severities": { "base-image": "warning" } }', 'app/x': '' },
    { settings: () => ({ registry: 'editor.example', strategy: 'direct', severity: { 'base-image': 'off', 'node-version': 'off' } }) },
  );
  await server.open(uri('app/Dockerfile'), classic);
  const found = await server.pull(uri('app/Dockerfile'));
  assert.equal(found.find(({ code }) => code === 'base-image')?.severity, 2);
  assert.equal(
    found.find(({ code }) => code === 'node-version'),
    undefined,
  );
  const { text } = await migrate('app/Dockerfile');
  assert.match(text, /^FROM file\.example\/chainguard\/node:latest-dev$/m);
  assert.equal(await server.stop(), 0);
});

test('a mistake is a diagnostic in the file, where it stands; the settings of the editor hold', async (t) => {
  const { server, uri, published, migrate } = await project(
    t,
    { [NAME]: '{\n  "registry": "file.example",\n  "strategy": "best"\n}\n' },
    { settings: () => ({ registry: 'editor.example' }) },
  );
  await server.open(uri('Dockerfile'), classic);
  assert.ok((await server.pull(uri('Dockerfile'))).length > 0);
  assert.deepEqual(await published(NAME), [
    {
      source: 'Migrate to Chainguard',
      code: 'settings-file',
      severity: 1,
      range: { start: { line: 2, character: 14 }, end: { line: 2, character: 20 } },
      message: '"strategy" takes one of "auto", "distroless", "dev", "direct". Until it is mended, nothing of this file counts.',
    },
  ]);
  assert.match((await migrate('Dockerfile')).text, /^FROM editor\.example\//m);
  assert.equal(await server.stop(), 0);
});

test('what is typed into the file counts at once; while it is broken, what it said before', async (t) => {
  const { server, uri, published, migrate } = await project(t, { [NAME]: '{ "registry": "disk.example" }' });
  const registry = async (): Promise<string | undefined> => /^FROM ([^/]+)/.exec((await migrate('Dockerfile')).text)?.[1];
  const type = (text: string, version: number): Promise<void> => server.change(uri(NAME), text, version);
  await server.open(uri('Dockerfile'), classic);
  assert.equal(await registry(), 'disk.example');

  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uri(NAME), languageId: 'jsonc', version: 1, text: '{ "registry": "typed.example" }' },
  });
  assert.equal(await registry(), 'typed.example');
  await type('{ "registry": "typed.exa', 2);
  assert.equal(await registry(), 'typed.example');
  const broken = await published(NAME);
  assert.equal(broken.length, 1);
  assert.match(said(broken), /^Is not JSON: .* what this file said before the mistake goes on to count\.$/);
  await type('{ "registry": "again.example" }', 3);
  assert.deepEqual(await published(NAME), []);
  assert.equal(await registry(), 'again.example');
  // Nobody has saved it.
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(NAME) } });
  assert.equal(await registry(), 'disk.example');
  // It is no Dockerfile, whatever is asked about it.
  assert.deepEqual(await server.pull(uri(NAME)), []);
  assert.equal(await server.stop(), 0);
});

test('the file comes, changes and goes on disk', async (t) => {
  const { server, uri, published, migrate, write, remove, changed } = await project(t, { 'api/x': '' });
  const registry = async (): Promise<string | undefined> => /^FROM ([^/]+)/.exec((await migrate('api/Dockerfile')).text)?.[1];
  await server.open(uri('api/Dockerfile'), classic);
  assert.equal(await registry(), 'cgr.dev');
  write(NAME, '{ "registry": "root.example" }');
  await changed(NAME, 1);
  assert.equal(await registry(), 'root.example');
  write(`api/${NAME}`, '{ "registry": 1 }');
  await changed(`api/${NAME}`, 1);
  assert.match(said(await published(`api/${NAME}`)), /"registry" takes a text\. Until it is mended, nothing of this file counts\./);
  assert.equal(await registry(), 'cgr.dev');
  remove(`api/${NAME}`);
  await changed(`api/${NAME}`, 3);
  assert.deepEqual(await published(`api/${NAME}`), []);
  assert.equal(await registry(), 'root.example');
  write(NAME, Uint8Array.of(0x7b, 0xff, 0x7d));
  await changed(NAME, 2);
  assert.match(said(await published(NAME)), /^This settings file cannot be read: not UTF-8\. .* goes on to count\.$/);
  assert.equal(await registry(), 'root.example');
  assert.equal(await server.stop(), 0);
});

test('an ignored Dockerfile has no findings and no fixes, and the migration says why', async (t) => {
  const { server, uri, migrate } = await project(t, { [NAME]: '{ "ignore": ["legacy/**"] }', 'legacy/x': '' });
  await server.open(uri('legacy/Dockerfile'), classic);
  assert.deepEqual(await server.pull(uri('legacy/Dockerfile')), []);
  const range = { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } };
  assert.deepEqual(
    await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uri('legacy/Dockerfile') },
      range,
      context: { diagnostics: [] },
    }),
    [],
  );
  const { status, reason, text } = await migrate('legacy/Dockerfile');
  assert.deepEqual([status, reason, text], ['unchanged', `${NAME} ignores this file ("legacy/**").`, classic]);
  await server.open(uri('Dockerfile'), classic);
  assert.ok((await server.pull(uri('Dockerfile'))).length > 0);
  assert.equal(await server.stop(), 0);
});

test('a rule can be ignored in the repository, and switched off in the settings where the client can do that', async (t) => {
  const { server, uri } = await project(
    t,
    { [NAME]: '{\n  // ours\n  "strategy": "dev"\n}\n', 'sub/x': '' },
    { initializationOptions: { commands: ['migrateToChainguard.switchOffRule'] } },
  );
  await server.open(uri('sub/Dockerfile'), classic);
  const actions = await silencing(server, uri('sub/Dockerfile'));
  const edit = actions.find(({ title }) => title === 'Ignore base-image in this repository')?.edit;
  const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.deepEqual(change?.textDocument, { uri: uri(NAME), version: null });
  assert.equal(
    TextDocument.applyEdits(
      TextDocument.create(uri(NAME), 'jsonc', 0, '{\n  // ours\n  "strategy": "dev"\n}\n'),
      change.edits.map((one) => ({ ...one, newText: 'newText' in one ? one.newText : '' })),
    ),
    '{\n  // ours\n  "strategy": "dev",\n  "severities": {\n    "base-image": "off"\n  }\n}\n',
  );
  assert.deepEqual(actions.find(({ title }) => title === 'Switch off base-image in my settings')?.command?.arguments, [
    { uri: uri('sub/Dockerfile'), rule: 'base-image' },
  ]);
  assert.equal(await server.stop(), 0);
});

test('a settings file is made at the root of the folder where there is none; one with mistakes is left alone', async (t) => {
  const { server, uri, write, changed } = await project(t, { 'sub/x': '' });
  await server.open(uri('sub/Dockerfile'), classic);
  const start = { line: 0, character: 0 };
  const ignore = async (): Promise<CodeAction | undefined> =>
    (await silencing(server, uri('sub/Dockerfile'))).find(({ title }) => title === 'Ignore base-image in this repository');
  assert.deepEqual((await ignore())?.edit?.documentChanges, [
    { kind: 'create', uri: uri(NAME), options: { ignoreIfExists: true } },
    {
      textDocument: { uri: uri(NAME), version: null },
      edits: [{ range: { start, end: start }, newText: '{\n  "severities": {\n    "base-image": "off"\n  }\n}\n' }],
    },
  ]);
  write(NAME, '{ "colour": 1 }');
  await changed(NAME, 1);
  assert.equal(await ignore(), undefined);
  assert.ok((await silencing(server, uri('sub/Dockerfile'))).every(({ command }) => command === undefined));
  assert.equal(await server.stop(), 0);
});

test('each workspace folder has its own settings, of the editor and of the repository', async (t) => {
  const { server, uri, migrate } = await project(
    t,
    { [`one/${NAME}`]: '{ "registry": "one.example" }', 'two/x': '' },
    {
      folderNames: ['one', 'two'],
      settings: (scope) => (scope.includes('/two/') ? { registry: 'two.example', severity: { 'base-image': 'off' } } : { strategy: 'dev' }),
    },
  );
  for (const name of ['one', 'two']) await server.open(uri(`${name}/Dockerfile`), classic);
  assert.match((await migrate('one/Dockerfile')).text, /^FROM one\.example\/chainguard\/node:latest-dev/m);
  assert.match((await migrate('two/Dockerfile')).text, /^FROM two\.example\/chainguard\/node:latest$/m);
  const codes = async (name: string): Promise<readonly unknown[]> => (await server.pull(uri(`${name}/Dockerfile`))).map(({ code }) => code);
  assert.ok((await codes('one')).includes('base-image'));
  assert.ok(!(await codes('two')).includes('base-image'));
  assert.equal(await server.stop(), 0);
});

test('a client without pull diagnostics is told about both files', async (t) => {
  const { server, uri, published } = await project(t, { [NAME]: '{ "colour": 1 }' }, { capabilities: {} });
  await server.open(uri('Dockerfile'), classic);
  assert.ok((await published('Dockerfile')).some(({ code }) => code === 'base-image'));
  assert.equal((await published(NAME))[0]?.code, 'settings-file');
  assert.equal(await server.stop(), 0);
});

test('settings of the wrong type are logged once, with the value and what is used', async (t) => {
  const { server, uri, warnings } = await project(
    t,
    {},
    { settings: () => ({ strategy: 'best', enable: 'yes', severity: { init: 'loud', healthcheck: 'off' } }) },
  );
  for (const path of ['Dockerfile', 'a/Dockerfile']) {
    await server.open(uri(path), classic);
    assert.ok((await server.pull(uri(path))).length > 0);
  }
  assert.deepEqual(warnings.toSorted(), [
    'The setting migrateToChainguard.enable is "yes": "enable" takes true or false. The default true is used.',
    'The setting migrateToChainguard.severity is {"init":"loud","healthcheck":"off"}: "init" takes one of "error", "warning", "information", "hint", "off". The rest of it counts.',
    'The setting migrateToChainguard.strategy is "best": "strategy" takes one of "auto", "distroless", "dev", "direct". The default "auto" is used.',
  ]);
  assert.equal(await server.stop(), 0);
});

test('settings files are asked for by themselves, so that they get no features of Dockerfiles', async (t) => {
  const capabilities = {
    ...pullingClient,
    textDocument: { ...pullingClient.textDocument, synchronization: { dynamicRegistration: true } },
  };
  const { server } = await project(t, {}, { capabilities });
  const registered: Record<string, unknown> = {};
  let messages = 0;
  await new Promise<void>((resolve) => {
    server.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: { method: string; registerOptions: { documentSelector: unknown } }[] }) => {
        messages++;
        for (const { method, registerOptions } of registrations) registered[method] = registerOptions.documentSelector;
        if (Object.keys(registered).length === 3) resolve();
        return null;
      },
    );
  });
  for (const selector of Object.values(registered))
    assert.match(JSON.stringify(selector), /"pattern":"\*\*\/\.migrate-to-chainguard\.json"/);
  // In this order and in one message: nothing that is typed after a file was opened may be missed.
  assert.equal(messages, 1);
  assert.deepEqual(Object.keys(registered), ['textDocument/didChange', 'textDocument/didClose', 'textDocument/didOpen']);
  assert.equal(await server.stop(), 0);
});

test('faults of JSON in an open file are left to a client that tells them itself, and to nobody else', async (t) => {
  const text = '{\n  "registry": "a.example",\n  "registry": "b.example",\n  "strategy": "best"\n}\n';
  for (const checksJson of [true, false]) {
    const { server, uri, published } = await project(t, { [NAME]: text }, { initializationOptions: { checksJson } });
    const lines = async (): Promise<readonly number[]> => (await published(NAME)).map(({ range }) => range.start.line);
    await server.open(uri('Dockerfile'), classic);
    await server.pull(uri('Dockerfile'));
    assert.deepEqual(await lines(), [2, 3], 'nobody has it open');
    if (checksJson) {
      await server.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(NAME), languageId: 'jsonc', version: 1, text },
      });
      assert.deepEqual(await lines(), [3]);
      await server.change(uri(NAME), '{ "registry": ', 2);
      assert.deepEqual(await lines(), []);
      await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(NAME) } });
      assert.deepEqual(await lines(), [2, 3]);
    }
    assert.equal(await server.stop(), 0);
  }
});

test('a rule that the repository decides about cannot be switched off in vain', async (t) => {
  const { server, uri } = await project(
    t,
    { [NAME]: '{ "severities": { "base-image": "error" } }' },
    { initializationOptions: { commands: ['migrateToChainguard.switchOffRule'] } },
  );
  await server.open(uri('Dockerfile'), classic);
  const titles = (await silencing(server, uri('Dockerfile'))).map(({ title }) => title);
  assert.ok(titles.includes('Ignore base-image in this repository'));
  assert.ok(!titles.includes('Switch off base-image in my settings'));
  assert.equal(await server.stop(), 0);
});
