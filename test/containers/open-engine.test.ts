/** Machines on which containers cannot be tried: what is said, and that nothing is left behind. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { EngineKind, EngineName } from '../../scripts/containers/engine/kind.ts';
import { openEngine } from '../../scripts/containers/engine/open.ts';
import type { Machine } from '../../scripts/containers/engine/prerequisites.ts';

const tools = mkdtempSync(join(tmpdir(), 'stand-in-engines-'));
after(() => rmSync(tools, { recursive: true }));

const machine: Machine = {
  platform: 'linux',
  isRoot: true,
  isDebian: true,
  find: (program) => `/usr/bin/${program}`,
  isolate: () => Promise.resolve(undefined),
  install: () => Promise.resolve('no network'),
};

test('another system, another user', async () => {
  assert.match(await reason({ platform: 'darwin' }), /^containers are tried on Linux only/);
  assert.match(await reason({ isRoot: false }), /has to be started as root: sudo npm run test:containers$/);
});

test('root without the rights that a container needs', async () => {
  const isolate = (): Promise<string> => Promise.resolve('unshare failed: Operation not permitted');
  assert.match(await reason({ isolate }), /^root may not make namespaces here, .*\(unshare failed: Operation not permitted\)/);
});

test('programs that are missing are named with the way to get them, or installed', async () => {
  const lacking = { find: (program: string) => (program === 'mmdebstrap' ? undefined : program) };
  assert.equal(
    await reason({ ...lacking, isDebian: false }),
    'missing: mmdebstrap; on Debian: apt-get update && apt-get install --yes --no-install-recommends mmdebstrap',
  );
  assert.match(await reason(lacking), /^could not install mmdebstrap \(no network\): apt-get update && /);
});

test('an engine that nobody knows', async () => {
  assert.equal(await reason({}, { choice: 'lxc' }), 'CONTAINERS_ENGINE is lxc; it can be docker or podman');
});

test('a disk without room is found before anything is started', async () => {
  assert.match(await reason({}, { room: 1e18 }), / GB left, and images need 1000000000\.0 GB: make room, or set TMPDIR/);
});

test('an engine that may not start says so in its own words, and the next one is tried', async () => {
  const said: string[] = [];
  const kinds = [
    stands('docker', 'failed to mount overlay: operation not permitted'),
    stands('podman', 'cannot clone: Operation not permitted'),
  ];
  const result = await reason({}, { kinds, say: (line) => void said.push(line) });
  assert.match(
    result,
    /^docker: it did not come up: .*failed to mount overlay: operation not permitted\npodman: it did not come up: cannot clone/,
  );
  assert.match(said.join('\n'), /^docker cannot be used: .*; trying the next engine$/);
  assert.deepEqual(ours(), []);
});

interface Circumstances {
  readonly choice?: string;
  readonly room?: number;
  readonly kinds?: readonly EngineKind[];
  readonly say?: (line: string) => void;
}

async function reason(differences: Partial<Machine>, { choice = '', room = 0, ...more }: Circumstances = {}): Promise<string> {
  const opened = await openEngine({ machine: { ...machine, ...differences }, choice, room, say: () => undefined, ...more });
  assert.ok('reason' in opened);
  return opened.reason;
}

const folders: string[] = [];

/** An engine whose programs end at once with these words: the first with a daemon, as Docker has one, the other without. */
function stands(name: EngineName, words: string): EngineKind {
  const program = join(tools, name);
  writeFileSync(program, `#!/bin/sh\necho "${words}" >&2\nexit 1\n`);
  chmodSync(program, 0o755);
  return {
    name,
    programs: {},
    remarks: [],
    createArguments: [],
    looksAtHealth: true,
    adapt: (dockerfile) => dockerfile,
    setUp: (folder) => {
      folders.push(folder);
      return { client: [program], ...(name === 'docker' && { daemon: [program] }), builder: [program], environment: {} };
    },
    version: () => Promise.resolve(name),
  };
}

function ours(): string[] {
  const names = folders.map((folder) => folder.slice(tmpdir().length + 1));
  return readdirSync(tmpdir()).filter((entry) => names.includes(entry));
}
