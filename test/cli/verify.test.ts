import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fakeEngine, type FakeEngine } from '../unit/verify/fake-engine.ts';
import { exitCode, finish, folder, start } from './program.ts';

const PROJECT = {
  Dockerfile: 'FROM node:20\nWORKDIR /srv\nCOPY . .\nEXPOSE 3000\nCMD ["node", "app.js"]\n',
  'app.js': '',
  'package.json': '{}',
};

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let attempt = 0; !holds(); attempt++) {
    if (attempt > 600) throw new Error(`waited in vain for ${what}`);
    await pause(100);
  }
}

/** The program, with the build of the migrated file under way and the original's image made. */
async function building(t: TestContext): Promise<{ readonly child: ReturnType<typeof start>; readonly engine: FakeEngine }> {
  const engine = fakeEngine(t, { migrated: { buildError: 'hang' } });
  const child = start(['verify', '--engine', engine.program, 'Dockerfile'], folder(t, PROJECT));
  t.after(() => child.kill('SIGKILL'));
  await until('the build', () => engine.isBuilding('migrated'));
  assert.equal(engine.left().length, 1);
  return { child, engine };
}

test('Ctrl-C removes what was made', async (t) => {
  const { child, engine } = await building(t);
  const finished = finish(child);
  child.kill('SIGINT');
  const { code, stdout } = await finished;
  assert.equal(code, 130);
  assert.match(stdout, /Cancelled\./);
  assert.deepEqual(engine.left(), []);
});

test('killed, it leaves somebody who removes what was made', async (t) => {
  const { child, engine } = await building(t);
  const ended = exitCode(child);
  child.kill('SIGKILL');
  await ended;
  await until('the removal', () => engine.left().length === 0);
});

test('a folder beside the project stays as it was', async (t) => {
  const cwd = folder(t, PROJECT);
  const engine = fakeEngine(t, { original: { buildError: 'no' } });
  const { code } = await finish(start(['verify', '--engine', engine.program, 'Dockerfile'], cwd));
  assert.equal(code, 2);
  assert.deepEqual(readdirSync(cwd).sort(), Object.keys(PROJECT).sort());
  const build = engine.calls().find(([command]) => command === 'build');
  assert.equal(build?.at(-1), cwd);
});
