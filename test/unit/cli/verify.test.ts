import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { readVerifyArguments, type VerifyCommand } from '../../../server/src/cli/verify/arguments.ts';
import { VERIFY_HELP } from '../../../server/src/cli/verify/help.ts';
import { application, fakeEngine, type FakeEngine, type Scenario } from '../verify/fake-engine.ts';
import { folder, type RunResult } from './command-line.ts';
import { MIGRATED_IMAGE } from './stub-engine.ts';

const DOCKERFILE = 'FROM node:20\nEXPOSE 3000\nCMD node server.js\n';

function commandOf(argv: readonly string[]): VerifyCommand {
  const parsed = readVerifyArguments(argv);
  if (parsed.kind !== 'verify') throw new Error(JSON.stringify(parsed));
  return parsed.command;
}

function mistakeIn(argv: readonly string[]): string {
  const parsed = readVerifyArguments(argv);
  return parsed.kind === 'wrong' ? parsed.message : parsed.kind;
}

async function verifyFile(
  t: TestContext,
  scenario: Scenario,
  argv: readonly string[] = ['Dockerfile'],
  text = DOCKERFILE,
): Promise<{ readonly result: RunResult; readonly engine: FakeEngine }> {
  const engine = fakeEngine(t, scenario);
  const project = folder(t, { Dockerfile: text });
  return { result: await project.run(['verify', ...argv], { io: { environment: engine.environment } }), engine };
}

test('options and what they become', () => {
  const { options: plain } = commandOf(['Dockerfile']);
  assert.deepEqual([plain.paths, plain.port, plain.buildSeconds, plain.startSeconds, plain.workerSeconds], [['/'], undefined, 600, 30, 5]);
  const command = commandOf(
    ['--port', '80:8080', '--path', '/a?b=1', '--path', '/health', '--header', 'ETag', '-e', 'A=1', '--build-arg', 'B=2', '--pull'].concat([
      '--build-network',
      'host',
      '--network',
      'db',
      '--timeout',
      '20',
      '--wait',
      '3',
      '--strategy',
      'dev',
      '--keep',
      'x/Dockerfile',
    ]),
  );
  const { options } = command;
  assert.deepEqual(options.port, { before: 80, after: 8080 });
  assert.deepEqual(options.paths, ['/a?b=1', '/health']);
  assert.deepEqual(options.headers, ['content-type', 'location', 'etag']);
  assert.deepEqual(options.buildOptions, ['--build-arg', 'B=2', '--network', 'host', '--pull']);
  assert.deepEqual(options.runOptions, ['--env', 'A=1', '--network', 'db']);
  assert.deepEqual([options.buildSeconds, options.startSeconds, options.workerSeconds, options.keep], [20, 3, 3, true]);
  assert.equal(command.migration.strategy, 'dev');
  assert.equal(commandOf(['--port', 'none', 'Dockerfile']).options.port, 'none');
});

test('what cannot be understood is said', () => {
  assert.match(mistakeIn([]), /takes one Dockerfile, not 0/);
  assert.match(mistakeIn(['a', 'b']), /takes one Dockerfile, not 2/);
  assert.match(mistakeIn(['-']), /standard input has no build context/);
  assert.match(mistakeIn(['--path', 'health', 'x']), /--path takes a path such as \/health/);
  assert.match(mistakeIn(['--path', '/a b', 'x']), /--path/);
  for (const port of ['0', '70000', 'http', '1:']) assert.match(mistakeIn(['--port', port, 'x']), /--port takes/);
  assert.match(mistakeIn(['--timeout', '0', 'x']), /whole seconds above 0/);
  assert.match(mistakeIn(['--format', 'sarif', 'x']), /--format takes text, json/);
  assert.match(mistakeIn(['--strategy', 'best', 'x']), /--strategy takes/);
  assert.match(mistakeIn(['--write', 'x']), /--write/);
  assert.equal(mistakeIn(['--help']), 'help');
});

test('every option is in the help', () => {
  const words = ['--port', '--path', '--header', '--engine', '--build-arg', '--secret', '--build-network', '--pull', '--env', '--env-file'];
  for (const word of [...words, '--network', '--timeout', '--wait', '--keep', '--format', '--color', '--verbose', '--config']) {
    assert.ok(VERIFY_HELP.includes(word), word);
  }
});

test('the same: a table, and 0', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const { result, engine } = await verifyFile(t, { original: { publishedPort }, migrated: { publishedPort } });
  assert.equal(result.code, 0, result.stderr);
  assert.match(result.stdout, /^Dockerfile, original and migrated, .* run with Docker 99\.0\.0\n/);
  assert.match(result.stdout, /^ {2}GET \/ +200, 5 bytes +200, 5 bytes +same$/m);
  assert.match(result.stdout, /\nSame: the migrated image does what the original does\.\n$/);
  assert.match(result.stderr, /^Building the original Dockerfile .*\nBuilding the migrated/);
  assert.ok(engine.dockerfile('migrated').includes(MIGRATED_IMAGE));
});

test('different: the row is named, and 1', async (t) => {
  const before = await application(t, () => ({ body: 'yes' }));
  const after = await application(t, () => ({ body: 'no' }));
  const { result } = await verifyFile(t, { original: { publishedPort: before }, migrated: { publishedPort: after, log: 'it broke' } });
  assert.equal(result.code, 1);
  assert.match(result.stdout, /GET \/ .*DIFFERS: body$/m);
  assert.match(result.stdout, /The end of the log, migrated:\n {2}it broke\n/);
  assert.match(result.stdout, /\nDifferent: GET \/\.\n$/);
});

test('as JSON, with the exit code', async (t) => {
  const publishedPort = await application(t, () => ({}));
  const { result } = await verifyFile(t, { original: { publishedPort }, migrated: { publishedPort } }, ['--format', 'json', 'Dockerfile']);
  const { path, strategy, exitCode, result: verification } = JSON.parse(result.stdout);
  assert.deepEqual([path, strategy, exitCode, verification.kind, verification.same], ['Dockerfile', 'distroless', 0, 'compared', true]);
  assert.equal(verification.migrated.answers[0].status, 200);
});

test('a migrated file that does not build is a difference; an original that does not is none', async (t) => {
  const migrated = await verifyFile(t, { migrated: { buildError: 'npm error' } });
  assert.equal(migrated.result.code, 1);
  assert.match(migrated.result.stdout, /The original Dockerfile builds, the migrated one does not\.\n(?:.*\n)* {2}npm error\n$/);
  assert.equal((await verifyFile(t, { original: { buildError: 'npm error' } })).result.code, 2);
  assert.equal((await verifyFile(t, { migrated: { buildError: 'no space left on device' } })).result.code, 2);
});

test('without an engine: 2, and what to do', async (t) => {
  const project = folder(t, { Dockerfile: DOCKERFILE });
  const { code, stdout } = await project.run(['verify', 'Dockerfile'], { io: { environment: { PATH: '' } } });
  assert.equal(code, 2);
  assert.match(stdout, /Neither docker nor podman is on PATH\./);
});

test('the engine can be named by a variable', async (t) => {
  const project = folder(t, { Dockerfile: DOCKERFILE });
  const { program } = fakeEngine(t, { daemonError: 'Cannot connect' });
  const { stdout } = await project.run(['verify', 'Dockerfile'], { io: { environment: { MIGRATE_TO_CHAINGUARD_ENGINE: program } } });
  assert.match(stdout, /daemon does not answer: Cannot connect/);
});

test('what is not migrated is not built', async (t) => {
  const unchanged = await verifyFile(t, {}, ['Dockerfile'], 'FROM golang:1\n');
  assert.equal(unchanged.result.code, 0);
  assert.match(unchanged.result.stdout, /^Dockerfile: nothing to compare\. No stage uses Node\.\n$/);
  const refused = await verifyFile(t, {}, ['Dockerfile'], 'FROM node\n# TEMPLATE\n');
  assert.equal(refused.result.code, 2);
  assert.match(refused.result.stdout, /not converted, so there is nothing to compare\. It is a template\./);
  const missing = await verifyFile(t, {}, ['gone']);
  assert.deepEqual([missing.result.code, missing.result.stderr], [2, 'gone: does not exist.\n']);
  for (const { engine } of [unchanged, refused, missing]) assert.deepEqual(engine.calls(), []);
});

test('a folder is one Dockerfile or a mistake', async (t) => {
  const project = folder(t, { 'a/Dockerfile': DOCKERFILE, 'b/Dockerfile': 'FROM golang:1\n' });
  assert.match((await project.run(['verify', '.'])).stderr, /verify takes one Dockerfile; \. holds 2\./);
  assert.equal((await project.run(['verify', 'b'])).code, 0);
});
