import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exitCode, finish, folder, start } from './program.ts';

const APPLICATION = {
  Dockerfile:
    'FROM node:latest\n\nENV NODE_ENV=production\nWORKDIR /srv\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nEXPOSE 3000\nCMD npm start\n',
  'package.json': JSON.stringify({ name: 'app', scripts: { start: 'node app.js' }, dependencies: {} }),
  'package-lock.json': JSON.stringify({ name: 'app', lockfileVersion: 3, packages: {} }),
  '.dockerignore': 'node_modules\n',
  'app.js': 'require("node:http").createServer().listen(3000);\n',
};

test('an application becomes distroless on disk, and stays as it is the second time', async (t) => {
  const cwd = folder(t, APPLICATION);
  const shown = await finish(start(['.'], cwd));
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, /^\+FROM cgr\.dev\/chainguard\/node:latest$/m);
  assert.match(shown.stdout, /1 would be migrated \(1 distroless\)/);

  assert.equal((await finish(start(['--check', '.'], cwd))).code, 1);
  assert.equal((await finish(start(['--write', '.'], cwd))).code, 0);
  const text = readFileSync(join(cwd, 'Dockerfile'), 'utf8');
  assert.match(text, /^CMD \["node", "app\.js"\]$/m);
  assert.doesNotMatch(text, /npm start/);

  const again = await finish(start(['--check', '.'], cwd));
  assert.equal(again.code, 0, again.stdout);
  assert.equal(readFileSync(join(cwd, 'Dockerfile'), 'utf8'), text);
});

test('standard input to standard output', async (t) => {
  const cwd = folder(t, APPLICATION);
  const { code, stdout } = await finish(start(['--stdout', '--strategy', 'direct', '-'], cwd), APPLICATION.Dockerfile);
  assert.equal(code, 0);
  assert.match(stdout, /^FROM cgr\.dev\/chainguard\/node:latest-dev$/m);
});

test('a reader that leaves early ends the program quietly', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}/Dockerfile`, APPLICATION.Dockerfile]));
  const child = start(['.'], folder(t, files));
  child.stdout.once('data', () => child.stdout.destroy());
  const { code, stderr } = await finish(child);
  assert.deepEqual([code, stderr], [0, '']);
});

test('version and help', async (t) => {
  const cwd = folder(t, {});
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  assert.deepEqual(await finish(start(['--version'], cwd)), { code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  assert.match((await finish(start(['--help'], cwd))).stdout, /^Usage: migrate-to-chainguard/m);
});

test('wrong use and unreadable input end with 2', async (t) => {
  const cwd = folder(t, { 'prose.txt': 'This is prose.\n' });
  assert.equal((await finish(start(['--nonsense'], cwd))).code, 2);
  const { code, stderr } = await finish(start(['gone/Dockerfile', 'prose.txt'], cwd));
  assert.equal(code, 2);
  assert.match(stderr, /^gone\/Dockerfile: does not exist\.\nprose\.txt:1: /);
});

test('the settings file of the repository is read, and a mistake in it is told with its place', async (t) => {
  const cwd = folder(t, { ...APPLICATION, '.git/HEAD': '', '.migrate-to-chainguard.json': '{ "registry": "mirror.example" }' });
  const { code, stdout } = await finish(start(['--stdout', 'Dockerfile'], cwd));
  assert.equal(code, 0);
  assert.match(stdout, /^FROM mirror\.example\/chainguard\/node:latest$/m);

  const wrong = folder(t, { ...APPLICATION, '.git/HEAD': '', '.migrate-to-chainguard.json': '{\n  "strategy": "best"\n}\n' });
  const failed = await finish(start(['--check', '.'], wrong));
  assert.equal(failed.code, 2);
  assert.match(failed.stderr, /^\.migrate-to-chainguard\.json:2:15: "strategy" takes one of /);
  assert.equal((await finish(start(['--no-config', '.'], wrong))).code, 0);
});

test('--stdio is a language server', async (t) => {
  const child = start(['--stdio'], folder(t, {}));
  const ended = exitCode(child);
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  await new Promise<void>((resolve) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('"capabilities"')) resolve();
    });
  });
  send({ id: 2, method: 'shutdown' });
  send({ method: 'exit' });
  assert.equal(await ended, 0);
});
