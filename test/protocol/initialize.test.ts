import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pullingClient, startServer } from './server-process.ts';

test('offers what a client that pulls diagnostics can use', async () => {
  const server = await startServer();
  const { capabilities, serverInfo } = server.initialized;
  assert.equal(serverInfo?.name, 'Migrate to Chainguard');
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
  assert.ok(capabilities.diagnosticProvider);
  assert.ok(capabilities.hoverProvider);
  assert.deepEqual(capabilities.codeActionProvider, {
    codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.migrateToChainguard'],
  });
  assert.equal(await server.stop(), 0);
});

test('offers no pull diagnostics to a client that does not know them', async () => {
  const server = await startServer({ capabilities: {} });
  assert.equal(server.initialized.capabilities.diagnosticProvider, undefined);
  assert.equal(await server.stop(), 0);
});

for (const [options, offered] of [
  [{ otherDockerExtension: true }, false],
  [{ otherDockerExtension: true, languageFeatures: 'on' }, true],
  [{ languageFeatures: 'off' }, false],
  [undefined, true],
] as const) {
  test(`general features are ${offered ? 'offered' : 'left to others'} with ${JSON.stringify(options)}`, async () => {
    const server = await startServer({ initializationOptions: options });
    const { capabilities } = server.initialized;
    assert.equal(capabilities.documentFormattingProvider ?? false, offered);
    assert.equal(capabilities.semanticTokensProvider !== undefined, offered);
    // Hover, completion and links have answers of our own, too.
    assert.equal(capabilities.hoverProvider, true);
    assert.equal(capabilities.completionProvider?.resolveProvider ?? false, offered);
    assert.ok(capabilities.documentLinkProvider);
    await server.stop();
  });
}

test('asks to be told about settings, files and folders when the client can', async () => {
  const registered: string[] = [];
  const capabilities = {
    ...pullingClient,
    workspace: { didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const server = await startServer({ capabilities });
  await new Promise<void>((resolve) => {
    server.connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
      registered.push(...registrations.map(({ method }) => method));
      if (registered.length === 2) resolve();
      return null;
    });
  });
  assert.deepEqual(registered.toSorted(), ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
  await server.stop();
});
