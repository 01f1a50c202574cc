import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { MigrateMethod, MigrateResult } from '../../server/src/protocol.ts';
import { startServer } from '../protocol/server-process.ts';
import { finish, folder, start } from './program.ts';

const NAME = '.migrate-to-chainguard.json';
const migrate: MigrateMethod = 'migrateToChainguard/migrate';
const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';

/** Files around `repository/packages/api/Dockerfile`, of which only `repository/packages/api` is open. */
const surroundings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'in the repository': { 'repository/.git/HEAD': '', [`repository/${NAME}`]: '{ "registry": "a.example" }' },
  'in a worktree': { 'repository/.git': 'gitdir: elsewhere', [`repository/${NAME}`]: '{ "registry": "b.example" }' },
  'nearer than that of the repository': {
    'repository/.git/HEAD': '',
    [`repository/${NAME}`]: '{ "registry": "c.example" }',
    [`repository/packages/${NAME}`]: '{ "registry": "d.example" }',
  },
  'above the repository': { 'repository/packages/.git/HEAD': '', [`repository/${NAME}`]: '{ "registry": "e.example" }' },
  'in no repository': { [`repository/${NAME}`]: '{ "registry": "f.example" }' },
};

for (const [where, files] of Object.entries(surroundings)) {
  test(`a settings file ${where} is the same for command line and editor`, async (t) => {
    const root = folder(t, { ...files, 'repository/packages/api/Dockerfile': dockerfile });
    const open = join(root, 'repository/packages/api');
    const { stdout } = await finish(start(['--stdout', 'Dockerfile'], open));
    const server = await startServer({ folders: [{ uri: pathToFileURL(open).href, name: 'api' }] });
    const uri = pathToFileURL(join(open, 'Dockerfile')).href;
    await server.open(uri, dockerfile);
    const { text }: MigrateResult = await server.connection.sendRequest(migrate, { textDocument: { uri, version: 1 } });
    assert.equal(text, stdout);
    assert.equal(text.includes('.example'), !where.startsWith('above') && !where.startsWith('in no'));
    assert.equal(await server.stop(), 0);
  });
}
