/** A run that is killed cannot take anything away any more: its keeper does. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mountsBelow } from '../../scripts/containers/engine/leftovers.ts';
import { commandLines } from './command-lines.ts';

test('a run that is killed leaves no daemon, mount or folder behind', async (context) => {
  const holder = fileURLToPath(new URL('engine-holder.ts', import.meta.url));
  const run = spawn(process.execPath, ['--import', 'tsx', holder], { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => run.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) => void run.stdout.once('data', (text: Buffer) => resolve(text.toString())));
  const { folder, reason } = JSON.parse(line) as { readonly folder?: string; readonly reason?: string };
  if (folder === undefined && process.env['REQUIRE_CONTAINERS'] !== '1') return context.skip(reason);
  assert.ok(folder !== undefined, reason);
  assert.ok(existsSync(folder));

  run.kill('SIGKILL');
  // The test has a limit of its own.
  while (existsSync(folder)) await wait(100);
  assert.deepEqual(mountsBelow(folder), []);
  // The keeper itself ends a moment after its work.
  assert.deepEqual(
    commandLines().filter((command) => command.includes(folder) && !command.includes('keeper.ts')),
    [],
  );
});
