import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsIn, shellOf, type ShellScript } from '../../../server/src/shell/index.ts';
import { execForm, heredocOf, shellForm, textAt } from './logical-line.ts';

function commandTexts(document: string, script: ShellScript): string[] {
  return [...commandsIn(script)].map(({ command }) => textAt(document, command.range));
}

test('shell form', () => {
  const document = 'RUN npm ci \\\n && npm run build';
  const script = shellOf(shellForm(document));
  assert.equal(script.valid, true);
  assert.deepEqual(commandTexts(document, script), ['npm ci', 'npm run build']);
});

test('a line that is only a heredoc stands for its body', () => {
  for (const operator of ['<<EOF', "<<'EOF'", '<<-EOF', '<< EOF']) {
    const document = `RUN ${operator}\napt-get update\nnpm ci\nEOF\n`;
    const script = shellOf(shellForm(document, document.indexOf('\n')), [heredocOf(document, operator, 'EOF')]);
    assert.equal(script.valid, true);
    assert.deepEqual(commandTexts(document, script), ['apt-get update', 'npm ci'], operator);
  }
});

test('otherwise the shell sees line and bodies together', () => {
  const document = 'RUN cat <<A > /a && cat <<B > /b && npm ci\nfirst\nA\nsecond\nB\n';
  const first = heredocOf(document, '<<A', 'A');
  const second = heredocOf(document, 'A\nsecond', 'B');
  const script = shellOf(shellForm(document, document.indexOf('\n')), [first, second]);
  assert.equal(script.valid, true);
  assert.deepEqual(commandTexts(document, script), ['cat <<A > /a', 'cat <<B > /b', 'npm ci']);
  const bodies = [...commandsIn(script)].flatMap(({ command }) =>
    command.redirects.flatMap(({ heredoc }) => (heredoc === undefined ? [] : [heredoc])),
  );
  assert.deepEqual(
    bodies.map(({ body }) => body.text),
    ['first\n', 'second\n'],
  );
  assert.deepEqual(
    bodies.map(({ range }) => document.slice(range.start, range.end).split('\n')[0]),
    ['first', 'second'],
  );
});

test('a heredoc for another interpreter is not shell', () => {
  for (const [shebang, valid] of [
    ['#!/usr/bin/env python3', false],
    ['#!/usr/bin/node', false],
    ['#!/bin/bash -e', true],
    ['#!/usr/bin/env sh', true],
  ] as const) {
    const document = `RUN <<EOF\n${shebang}\necho 1\nEOF\n`;
    const script = shellOf(shellForm(document, document.indexOf('\n')), [heredocOf(document, '<<EOF', 'EOF')]);
    assert.equal(script.valid, valid, shebang);
    assert.equal(script.items.length, valid ? 1 : 0, shebang);
  }
});

test('a shebang speaks louder than SHELL', () => {
  const document = 'RUN <<EOF\n#!/bin/sh\necho 1\nEOF\n';
  assert.equal(shellOf(shellForm(document, document.indexOf('\n')), [heredocOf(document, '<<EOF', 'EOF')], ['python3', '-c']).valid, true);
});

test('SHELL decides whether text is read', () => {
  const document = 'RUN Get-Item x';
  for (const shell of [
    ['powershell', '-Command'],
    ['pwsh', '-c'],
    ['cmd', '/S', '/C'],
    ['C:\\Windows\\System32\\cmd.exe', '/C'],
    ['node', '-e'],
  ]) {
    const script = shellOf(shellForm(document), [], shell);
    assert.deepEqual([script.valid, script.items.length], [false, 0], shell.join(' '));
  }
  for (const shell of [
    ['/bin/bash', '-o', 'pipefail', '-c'],
    ['/bin/sh', '-c'],
    ['/bin/ash', '-eo', 'pipefail', '-c'],
    ['/usr/bin/env', 'bash', '-c'],
    ['bash', '-lc'],
  ]) {
    assert.equal(shellOf(shellForm(document), [], shell).valid, true, shell.join(' '));
  }
});

test('exec form is one literal command', () => {
  const document = 'CMD ["node", "my app.js", "$PORT"]';
  const [place] = commandsIn(shellOf(execForm(document), [], ['powershell']));
  assert.deepEqual(
    place?.command.words.map(({ value, literal }) => [value, literal]),
    [
      ['node', true],
      ['my app.js', true],
      ['$PORT', true],
    ],
  );
  assert.deepEqual(
    place?.command.words.map(({ raw }) => raw),
    ['node', "'my app.js'", "'$PORT'"],
  );
  assert.equal(textAt(document, place?.command.words[1]?.range ?? { start: 0, end: 0 }), '"my app.js"');
});

test('exec form of a shell is read as its text, through the escapes', () => {
  const document = 'CMD ["/bin/sh", "-c", "node \\"a b.js\\" && exec x\\ty"]';
  const script = shellOf(execForm(document));
  assert.equal(script.valid, true);
  assert.deepEqual(commandTexts(document, script), ['node \\"a b.js\\"', 'exec x\\ty']);
});

test('exec form of a shell with a file is that command', () => {
  const document = 'ENTRYPOINT ["sh", "/start.sh"]';
  assert.deepEqual(
    [...commandsIn(shellOf(execForm(document)))][0]?.command.words.map(({ value }) => value),
    ['sh', '/start.sh'],
  );
  assert.equal(shellOf(execForm('CMD []')).items.length, 0);
});
