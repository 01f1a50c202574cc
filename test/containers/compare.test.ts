import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConversion, type ImageConfiguration, type ProblemKind, type Seen } from '../../scripts/containers/compare.ts';
import type { Expectations } from '../../scripts/containers/examples.ts';
import type { Observation } from '../../scripts/containers/observe.ts';

const expected: Expectations = { about: '', strategy: 'distroless', port: 3000, requests: [{ path: '/', status: 200, body: 'yes' }] };

test('nothing is said about a conversion that does what the original did', () => {
  assert.deepEqual(kinds(seen({}), seen({})), []);
});

test('the application may have moved from Docker’s placeholder to /app, and its arguments and variables with it', () => {
  const before = seen({ argv: ['node', '/usr/src/app/server.js'], variables: { DATA: '/usr/src/app/data' } }, '/usr/src/app');
  assert.deepEqual(kinds(before, seen({ argv: ['/usr/bin/node', '/app/server.js'], variables: { DATA: '/app/data' } }, '/app')), []);
  assert.deepEqual(kinds(before, seen({ argv: ['/usr/bin/node', '/app/server.js'], variables: { DATA: '/usr/src/app/data' } }, '/app')), [
    'environment',
  ]);
});

test('variables of the old base image may go', () => {
  const before = seen({ variables: { NODE_VERSION: '20.1.0', MODE: 'x' } });
  assert.deepEqual(kinds(before, seen({ variables: { MODE: 'x' } })), []);
  assert.deepEqual(kinds(before, seen({ variables: { NODE_VERSION: '20.1.0' } })), ['environment']);
});

test('a process of another user, a slow stop, a wrong exit code', () => {
  assert.deepEqual(kinds(seen({}), seen({ uid: 0 })), ['user']);
  assert.deepEqual(kinds(seen({}), seen({}, '/app', { stopSeconds: 2.1 })), ['stop']);
  assert.deepEqual(kinds(seen({}), seen({}, '/app', { exitCode: 137 })), ['stop']);
  assert.deepEqual(kinds(seen({}), seen({}, '/app', { exitCode: 0 })), []);
});

test('a volume, a port or a stop signal that is not there any more', () => {
  const telling = (told: Partial<ImageConfiguration>, workdir = '/app'): Seen => seen({}, workdir, {}, told);
  const before = telling({ volumes: ['/usr/src/app/data'], ports: ['3000/tcp'], stopSignal: 'SIGINT' }, '/usr/src/app');
  assert.deepEqual(kinds(before, telling({ volumes: ['/app/data'], ports: ['3000/tcp', '9229/tcp'], stopSignal: 'SIGINT' })), []);
  assert.deepEqual(kinds(before, telling({ volumes: ['/usr/src/app/data'], ports: ['80/tcp'] })), [
    'configuration',
    'configuration',
    'configuration',
  ]);
});

test('programs of dependencies that npm let the application find', () => {
  const variables = { PATH: '/usr/src/app/node_modules/.bin:/usr/src/node_modules/.bin:/usr/bin' };
  const before = seen({ variables }, '/usr/src/app', {}, { environment: new Map() });
  assert.deepEqual(kinds(before, seen({ variables: { PATH: '/app/node_modules/.bin:/usr/bin' } })), []);
  assert.deepEqual(kinds(before, seen({ variables: { PATH: '/usr/bin' } })), ['environment']);
});

test('a signal that does not reach the application', () => {
  const worker = { ...expected, farewell: ['stopping'] };
  const says = (logs: string): ProblemKind[] => checkConversion(worker, seen({}), seen({}, '/app', { logs })).map(({ kind }) => kind);
  assert.deepEqual(says('job 3 done\nstopping\n'), []);
  assert.deepEqual(says('job 3 done\n'), ['stop']);
});

interface Process {
  readonly argv?: readonly string[];
  readonly uid?: number;
  readonly variables?: Readonly<Record<string, string>>;
}

function seen(
  { argv = ['node', 'server.js'], uid = 65532, variables = {} }: Process,
  workdir = '/app',
  more: Partial<Observation> = {},
  told: Partial<ImageConfiguration> = {},
): Seen {
  const environment = new Map(Object.entries(variables));
  const observation: Observation = {
    ended: false,
    answers: [{ status: 200, headers: {}, body: 'yes', at: 0 }],
    processes: [{ pid: 1, uid, argv, environment }],
    health: 'not asked',
    writable: [],
    files: [],
    present: [],
    installed: [],
    logs: '',
    exitCode: 143,
    startSeconds: 0.1,
    stopSeconds: 0.1,
    ...more,
  };
  const configuration = { environment, workdir, user: String(uid), volumes: [], ports: [], stopSignal: '', bytes: 1 };
  return { observation, configuration: { ...configuration, ...told } };
}

function kinds(before: Seen, after: Seen): ProblemKind[] {
  return checkConversion(expected, before, after).map(({ kind }) => kind);
}
