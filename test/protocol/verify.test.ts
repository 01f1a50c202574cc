import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol';
import type { VerifyMethod, VerifyParams, VerifyResult } from '../../server/src/protocol.ts';
import { application, fakeEngine, type FakeEngine, type Scenario } from '../unit/verify/fake-engine.ts';
import { withoutNode } from './dockerfiles.ts';
import { type Server, startServer } from './server-process.ts';

const method: VerifyMethod = 'migrateToChainguard/verify';
const DOCKERFILE = 'FROM node:20\nWORKDIR /srv\nCOPY . .\nEXPOSE 3000\nCMD ["node", "app.js"]\n';

interface Opened {
  readonly server: Server;
  readonly engine: FakeEngine;
  readonly folder: string;
  readonly params: VerifyParams;
}

async function open(t: TestContext, scenario: Scenario, text = DOCKERFILE): Promise<Opened> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'verify-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'app.js'), '');
  const engine = fakeEngine(t, scenario);
  const server = await startServer({ folders: [{ uri: pathToFileURL(folder).href, name: 'verify' }] });
  const uri = pathToFileURL(join(folder, 'Dockerfile')).href;
  await server.open(uri, text);
  return { server, engine, folder, params: { textDocument: { uri, version: 1 }, engine: engine.program } };
}

test('the open text is built in the folder of the file and compared, with progress', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const { server, engine, folder, params } = await open(t, { original: { publishedPort }, migrated: { publishedPort } });
  const told: string[] = [];
  server.connection.onNotification('$/progress', ({ token, value }: { token: string; value: { kind: string; message?: string } }) => {
    if (token === 'mine') told.push(value.message ?? value.kind);
  });
  const result: VerifyResult = await server.connection.sendRequest(method, { ...params, workDoneToken: 'mine', paths: ['/health'] });
  assert.deepEqual([result.outcome, result.message], ['same', 'The migrated image does what the original does.']);
  assert.match(result.markdown, /^# Build and Compare: Dockerfile\n/);
  assert.match(result.markdown, /^\| GET \/health \| 200, 5 bytes \| 200, 5 bytes \| same \|$/m);
  assert.deepEqual(told, [
    'begin',
    'building the original Dockerfile',
    'building the migrated Dockerfile',
    'running the original image',
    'running the migrated image',
    'removing what was made',
    'end',
  ]);
  const builds = engine.calls().filter(([command]) => command === 'build');
  assert.deepEqual(
    builds.map((call) => call.at(-1)),
    [folder, folder],
  );
  assert.equal(engine.dockerfile('original'), DOCKERFILE);
  assert.deepEqual(engine.left(), []);
  await server.stop();
});

test('cancelling the request removes what was made', async (t) => {
  const { server, engine, params } = await open(t, { migrated: { buildError: 'hang' } });
  const source = new CancellationTokenSource();
  server.connection.onNotification('$/progress', ({ value }: { value: { message?: string } }) => {
    if (value.message === 'building the migrated Dockerfile') source.cancel();
  });
  const result: VerifyResult = await server.connection.sendRequest(method, { ...params, workDoneToken: 1 }, source.token);
  assert.equal(result.outcome, 'cancelled');
  assert.deepEqual(engine.left(), []);
  await server.stop();
});

test('what stands in the way is a result with its reason', async (t) => {
  const unclear = await open(t, {}, DOCKERFILE.replace('3000', '3000 9229'));
  const ports: VerifyResult = await unclear.server.connection.sendRequest(method, unclear.params);
  assert.deepEqual([ports.outcome, ports.ports], ['port-unclear', [3000, 9229]]);
  await unclear.server.stop();

  const nothing = await open(t, {}, withoutNode);
  const idle: VerifyResult = await nothing.server.connection.sendRequest(method, nothing.params);
  assert.equal(idle.outcome, 'nothing');
  await nothing.server.open('untitled:Dockerfile', DOCKERFILE);
  const untitled: VerifyResult = await nothing.server.connection.sendRequest(method, {
    textDocument: { uri: 'untitled:Dockerfile', version: 1 },
  });
  assert.equal(untitled.outcome, 'impossible');
  assert.match(untitled.message, /Save it first/);
  await assert.rejects(
    nothing.server.connection.sendRequest(method, { textDocument: { uri: nothing.params.textDocument.uri, version: 9 } }),
    {
      code: LSPErrorCodes.ContentModified,
    },
  );
  await nothing.server.stop();
});

test('markup from a container stays text', async (t) => {
  const before = await application(t, () => ({}));
  const { server, params } = await open(t, {
    original: { publishedPort: before },
    migrated: { endedWith: 1, log: '``` <script>x</script>', config: { Cmd: ['a|b', '<b>', '[x](y)'] } },
  });
  const { outcome, markdown }: VerifyResult = await server.connection.sendRequest(method, params);
  assert.equal(outcome, 'different');
  assert.match(markdown, /a\\\|b \\<b\\> \\\[x\\\]\(y\)/);
  assert.match(markdown, /^ {4}``` <script>x<\/script>$/m);
  await server.stop();
});
