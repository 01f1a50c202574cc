import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MigrateResult, ReadDirectoryParams, ReadDirectoryResult, ReadFileParams, ReadFileResult } from '../../server/src/protocol.ts';
import { startServer } from './server-process.ts';

const folder = 'virtual://repository/project';
const uri = `${folder}/Dockerfile`;
const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD npm start\n';
const files: Readonly<Record<string, string>> = {
  Dockerfile: dockerfile,
  'package.json': '{"scripts":{"start":"node server.js"}}',
  'server.js': '',
};

/** Opens the Dockerfile of a workspace that is on no disk, and migrates it. `asked` gets the addresses that the client was asked for. */
async function migrate(readsFiles: boolean, answer: (path: string) => ReadFileResult, asked: string[] = []): Promise<MigrateResult> {
  const server = await startServer({ folders: [{ uri: folder, name: 'project' }], initializationOptions: { readsFiles } });
  server.connection.onRequest<ReadFileResult, unknown>('migrateToChainguard/readFile', (params: ReadFileParams) => {
    asked.push(params.uri);
    return answer(params.uri.slice(folder.length + 1));
  });
  server.connection.onRequest('migrateToChainguard/readDirectory', (params: ReadDirectoryParams): ReadDirectoryResult => {
    asked.push(params.uri);
    return { files: Object.keys(files), folders: [] };
  });
  await server.open(uri, dockerfile);
  const result: MigrateResult = await server.connection.sendRequest('migrateToChainguard/migrate', { textDocument: { uri, version: 1 } });
  await server.stop();
  return result;
}

const present = (path: string): ReadFileResult => {
  const text = files[path];
  return text === undefined ? { state: 'absent' } : { state: 'present', text };
};

test('files of a workspace that is on no disk are read through the client', async () => {
  const asked: string[] = [];
  const { text } = await migrate(true, present, asked);
  assert.match(text, /CMD \["node", "server\.js"\]/);
  assert.ok(asked.includes(`${folder}/package.json`));
});

test('a client that does not offer it is not asked', async () => {
  const asked: string[] = [];
  const { text } = await migrate(false, present, asked);
  assert.doesNotMatch(text, /CMD \["node"/);
  assert.deepEqual(asked, []);
});

test('a client that cannot read a file leaves the rest as it is', async () => {
  const broken = (path: string): ReadFileResult => (path === 'package.json' ? { state: 'failed', reason: 'no network' } : present(path));
  const result = await migrate(true, broken);
  assert.doesNotMatch(result.text, /CMD \["node"/);
  assert.notEqual(result.status, 'failed');
});
