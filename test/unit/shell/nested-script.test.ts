import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsIn, nestedScript, parseShell } from '../../../server/src/shell/index.ts';
import { logicalLine, textAt } from './logical-line.ts';
import { simpleCommand } from './simple-command.ts';

/** The commands of the script inside `text`, as the document writes them. */
function nested(text: string): string[] | undefined {
  const script = nestedScript(simpleCommand(text));
  if (script === undefined) return undefined;
  assert.equal(script.valid, true);
  return [...commandsIn(script)].map(({ command }) => textAt(text, command.range));
}

test('the text that a shell is given', () => {
  assert.deepEqual(nested('sh -c "a && b c"'), ['a', 'b c']);
  assert.deepEqual(nested("/bin/bash -lc 'a; b' name"), ['a', 'b']);
  assert.deepEqual(nested('bash -euo pipefail -c "a"'), ['a']);
  assert.deepEqual(nested('exec env A=b sudo -E sh -ec "a"'), ['a']);
  assert.deepEqual(nested('busybox sh -c "a"'), ['a']);
});

test('other ways to hand over text', () => {
  assert.deepEqual(nested('su node -c "npm start"'), ['npm start']);
  assert.deepEqual(nested("su - app -s /bin/sh -c 'a | b'"), ['a', 'b']);
  assert.deepEqual(nested('runuser -u app --command="a b"'), ['a b']);
  assert.deepEqual(nested('eval "a; b" c'), ['a', 'b" c']);
  assert.deepEqual(nested('bash -e <<EOF\na\nb\nEOF'), ['a', 'b']);
  assert.deepEqual(nested('bash -s <<< "a b"'), ['a b']);
});

test('positions go through escapes', () => {
  assert.deepEqual(nested(String.raw`sh -c "echo \"x y\" && z \$A"`), [String.raw`echo \"x y\"`, String.raw`z \$A`]);
  assert.deepEqual(nested(`sh -c 'echo '\\''x'\\'' && y'`), [`echo '\\''x'\\'`, 'y']);
});

test('positions go through continuations', () => {
  const document = 'RUN bash -c "a \\\n  && b c \\\n  && d"';
  const command = parseShell(logicalLine(document, 4)).items[0]?.pipeline.commands[0];
  assert.equal(command?.kind, 'simple');
  const script = nestedScript(command);
  assert.deepEqual(
    [...commandsIn(script ?? parseShell(logicalLine('')))].map((place) => textAt(document, place.command.range)),
    ['a', 'b c', 'd'],
  );
});

test('files, plain commands and unknown names hold none', () => {
  for (const text of ['sh ./start.sh', 'npm ci', '$SHELL -c "a"', 'bash', 'su node', 'node -c "a"', 'sh -c', 'A=1'])
    assert.equal(nested(text), undefined, text);
});
