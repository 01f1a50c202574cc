import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksForLanguageServer, readArguments } from '../../../server/src/cli/arguments.ts';

function wrong(...argv: string[]): string {
  const parsed = readArguments(argv);
  assert.equal(parsed.kind, 'wrong');
  return parsed.kind === 'wrong' ? parsed.message : '';
}

test('without options a diff and a report are shown', () => {
  const parsed = readArguments(['Dockerfile', 'services']);
  assert.equal(parsed.kind, 'run');
  if (parsed.kind !== 'run') return;
  const { inputs, mode, format, color, strategy } = parsed.options;
  assert.deepEqual(
    { inputs, mode, format, color, strategy },
    { inputs: ['Dockerfile', 'services'], mode: 'show', format: 'text', color: 'auto', strategy: undefined },
  );
});

test('every option arrives', () => {
  const parsed = readArguments([
    '--check',
    '--format=json',
    '--strategy',
    'dev',
    '--context=app',
    '--config=c.json',
    '--organization=acme',
    '--registry=mirror.example:5000',
    '--node-version=keep',
    '--working-directory=keep',
    '--index=refreshed',
    '--stdin-path=x/Dockerfile',
    '--color=never',
    '-',
  ]);
  assert.deepEqual(parsed, {
    kind: 'run',
    options: {
      inputs: ['-'],
      mode: 'check',
      format: 'json',
      color: 'never',
      stdinPath: 'x/Dockerfile',
      configFile: 'c.json',
      useSettingsFiles: true,
      context: 'app',
      strategy: 'dev',
      organization: 'acme',
      registry: 'mirror.example:5000',
      nodeVersion: 'keep',
      workingDirectory: 'keep',
      index: 'refreshed',
    },
  });
});

test('wrong use is told in one sentence', () => {
  assert.match(wrong(), /at least one file/);
  assert.match(wrong('--nonsense', 'Dockerfile'), /--nonsense/);
  assert.match(wrong('--strategy', 'best', 'Dockerfile'), /auto, distroless, dev, direct, not "best"/);
  assert.match(wrong('--format', 'xml', 'Dockerfile'), /text, json, sarif, github/);
  assert.match(wrong('--write', '--check', 'Dockerfile'), /--write and --check exclude each other/);
  assert.match(wrong('--stdout', '--format', 'json', 'Dockerfile'), /--stdout/);
  assert.match(wrong('--write', '-'), /standard input/);
  assert.match(wrong('--stdin-path', 'Dockerfile', 'Dockerfile'), /needs -/);
  assert.match(wrong('--context=', 'Dockerfile'), /needs a value/);
});

test('help and version win over everything else', () => {
  assert.deepEqual(readArguments(['-h']), { kind: 'help' });
  assert.deepEqual(readArguments(['--version', 'Dockerfile']), { kind: 'version' });
});

test('the language server is asked for by --stdio, whatever an editor adds', () => {
  assert.equal(asksForLanguageServer(['--stdio', '--clientProcessId=12']), true);
  assert.equal(asksForLanguageServer(['Dockerfile']), false);
  assert.equal(asksForLanguageServer(['--', '--stdio']), false);
});
