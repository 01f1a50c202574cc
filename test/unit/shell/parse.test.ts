import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsIn, parseScriptText, parseShell, splitWords } from '../../../server/src/shell/index.ts';
import { logicalLine, textAt } from './logical-line.ts';
import { simpleCommand } from './simple-command.ts';

test('items carry the separator in front of them', () => {
  const script = parseScriptText('a && b || c; d & e # note; not this\nf');
  assert.deepEqual(
    script.items.map(({ separator }) => separator),
    [undefined, '&&', '||', ';', '&', 'newline'],
  );
  assert.deepEqual(
    script.items.map(({ background }) => background),
    [false, false, false, true, false, false],
  );
  assert.equal(script.valid, true);
});

test('a semicolon before a comment or a continuation is still a semicolon', () => {
  assert.equal(parseScriptText('a; # b\nc').items[1]?.separator, ';');
  assert.equal(parseScriptText('a \\\n ; c').items[1]?.separator, ';');
});

test('words know their value, whether they are literal, and their variables', () => {
  const [, quoted, mixed, escaped, glob, home, single, ansi] = simpleCommand(
    `x "a b" $A/"\${B:-$C}" "\\$HOME" *.js ~/x '$D' $'a\\tb'`,
  ).words;
  assert.deepEqual([quoted?.value, quoted?.literal, quoted?.raw], ['a b', true, '"a b"']);
  assert.deepEqual([mixed?.value, mixed?.literal, mixed?.variables], ['$A/${B:-$C}', false, ['A', 'B', 'C']]);
  assert.deepEqual([escaped?.value, escaped?.literal], ['$HOME', true]);
  assert.equal(glob?.literal, false);
  assert.equal(home?.literal, false);
  assert.deepEqual([single?.value, single?.literal, single?.variables], ['$D', true, []]);
  assert.deepEqual([ansi?.value, ansi?.literal], ['a\tb', true]);
});

test('assignments stand apart in front of a name and are words behind it', () => {
  const command = simpleCommand('A=1 B="x $Y" cmd C=2');
  assert.deepEqual(
    command.assignments.map(({ name, value }) => [name, value?.value]),
    [
      ['A', '1'],
      ['B', 'x $Y'],
    ],
  );
  assert.deepEqual(
    command.words.map(({ value }) => value),
    ['cmd', 'C=2'],
  );
  assert.deepEqual(
    simpleCommand('export PATH="$PATH:/x" LANG=C').words.map(({ value }) => value),
    ['export', 'PATH=$PATH:/x', 'LANG=C'],
  );
  const only = simpleCommand('NAME=$(cat x)');
  assert.equal(only.words.length, 0);
  assert.equal(only.assignments[0]?.value?.substitutions.length, 1);
});

test('redirections have operator, descriptor and target', () => {
  const { redirects, words } = simpleCommand('cmd >/dev/null 2>&1 < in &> all');
  assert.deepEqual(
    redirects.map(({ operator, descriptor, target }) => [operator, descriptor, target?.value]),
    [
      ['>', undefined, '/dev/null'],
      ['>&', 2, '1'],
      ['<', undefined, 'in'],
      ['&>', undefined, 'all'],
    ],
  );
  assert.equal(words.length, 1);
});

test('a heredoc inside a script keeps its body, and the command behind it is found', () => {
  const text = "cat <<EOF > file\nhello $X\nEOF\ncat <<-'END'\n\ta $Y\n\tEND\necho done";
  const script = parseScriptText(text);
  const [first, second, third] = [...commandsIn(script)].map(({ command }) => command);
  const body = first?.redirects[0]?.heredoc;
  assert.deepEqual([body?.body.text, body?.expand, body?.variables], ['hello $X\n', true, ['X']]);
  assert.equal(textAt(text, body?.range ?? { start: 0, end: 0 }), 'hello $X\nEOF');
  assert.equal(first?.redirects[1]?.target?.value, 'file');
  const quoted = second?.redirects[0]?.heredoc;
  assert.deepEqual([quoted?.body.text, quoted?.expand], ['a $Y\n', false]);
  assert.equal(third?.words[1]?.value, 'done');
  assert.deepEqual(
    script.items.map(({ separator }) => separator),
    [undefined, 'newline', 'newline'],
  );
});

test('pipelines: negation, time, several commands', () => {
  const [negated, timed] = parseScriptText('! a | b; time -p c').items.map(({ pipeline }) => pipeline);
  assert.deepEqual([negated?.negated, negated?.commands.length, negated?.timed], [true, 2, false]);
  assert.deepEqual([timed?.negated, timed?.commands.length, timed?.timed], [false, 1, true]);
});

test('compound commands keep what stands inside in order', () => {
  const text = 'if a; then b; elif c; then d; else e; fi >x; for i in $(f) g; do h; done; while j; do k; done; until l; do m; done';
  const [branch, loop, repeat, wait] = parseScriptText(text).items.map(({ pipeline }) => pipeline.commands[0]);
  assert.ok(branch?.kind === 'compound' && loop?.kind === 'compound' && repeat?.kind === 'compound' && wait?.kind === 'compound');
  assert.deepEqual([branch.construct, branch.body.length, branch.redirects.length], ['if', 5, 1]);
  assert.deepEqual([loop.construct, loop.name, loop.words.map(({ value }) => value)], ['for', 'i', ['$(f)', 'g']]);
  assert.deepEqual([repeat.construct, wait.construct], ['while', 'until']);
  assert.deepEqual(
    branch.body.map(({ range }) => textAt(text, range)),
    ['a', 'b', 'c', 'd', 'e'],
  );
});

test('the other constructs', () => {
  const constructOf = (text: string) => {
    const command = parseScriptText(text).items[0]?.pipeline.commands[0];
    return command?.kind === 'compound' ? [command.construct, command.body.length, command.name] : undefined;
  };
  assert.deepEqual(constructOf('case $x in a) b;; *) c;; esac'), ['case', 2, undefined]);
  assert.deepEqual(constructOf('(a; b)'), ['subshell', 1, undefined]);
  assert.deepEqual(constructOf('{ a; b; }'), ['group', 1, undefined]);
  assert.deepEqual(constructOf('f() { a; }'), ['function', 1, 'f']);
  assert.deepEqual(constructOf('function f { a; }'), ['function', 1, 'f']);
  assert.deepEqual(constructOf('[[ -f x && $y == z ]]'), ['test', 0, undefined]);
  assert.deepEqual(constructOf('((x++))'), ['arithmetic', 0, undefined]);
  assert.deepEqual(constructOf('for ((i=0;i<3;i++)); do a; done'), ['for', 1, undefined]);
});

test('ranges are the document’s, through continuations', () => {
  const document = 'RUN apt-get update && \\\n    apt-get install -y \\\n      curl \\\n && rm -rf /x';
  const script = parseShell(logicalLine(document, 4));
  const [update, install, remove] = [...commandsIn(script)].map(({ command }) => command);
  assert.equal(textAt(document, update?.range ?? script.range), 'apt-get update');
  assert.equal(textAt(document, install?.range ?? script.range), 'apt-get install -y \\\n      curl');
  assert.equal(textAt(document, install?.words[3]?.range ?? script.range), 'curl');
  assert.equal(textAt(document, remove?.range ?? script.range), 'rm -rf /x');
  assert.equal(textAt(document, script.range), document.slice(4));
});

test('a continuation in a script body does not enter the raw text of a word, except between single quotes', () => {
  const [, bare, double, single] = simpleCommand('x a\\\nb "c\\\nd" \'e\\\nf\'').words;
  assert.deepEqual([bare?.raw, bare?.value], ['ab', 'ab']);
  assert.deepEqual([double?.raw, double?.value], ['"cd"', 'cd']);
  assert.deepEqual([single?.raw, single?.value], ["'e\\\nf'", 'e\\\nf']);
});

test('escaped backticks are read with usable positions', () => {
  const text = 'echo `dirname \\`which node\\``';
  const names = [...commandsIn(parseScriptText(text))].map(({ command }) => textAt(text, command.range));
  assert.deepEqual(names, [text, 'dirname \\`which node\\`', 'which node']);
});

test('CR LF line ends are blanks to the shell', () => {
  const text = 'npm ci\r\nif a; then\r\n  b \\\r\n c\r\nfi\r\n';
  const script = parseScriptText(text);
  assert.equal(script.valid, true);
  assert.deepEqual(
    [...commandsIn(script)].map(({ command }) => command.words.map(({ value }) => value)),
    [['npm', 'ci'], ['a'], ['b', 'c']],
  );
  assert.equal(textAt(text, script.items[0]?.pipeline.range ?? script.range), 'npm ci');
});

test('broken text is invalid, never an exception, and no range leaves the text', () => {
  for (const text of [
    'if',
    'foo &&',
    '&& foo',
    "echo 'x",
    'echo $(',
    'a | ',
    'case x in',
    'f() {',
    'echo "$(if)"',
    '}',
    '`',
    '[[ a',
    '${',
    'cat <<',
  ]) {
    const script = parseScriptText(text);
    assert.equal(script.valid, false, text);
    for (const { command } of commandsIn(script)) {
      assert.ok(command.range.start >= 0 && command.range.end <= text.length && command.range.start <= command.range.end, text);
    }
  }
});

test('text beyond the limits is invalid without items', () => {
  for (const text of [`echo ${'x'.repeat(70_000)}`, '$('.repeat(20_000), '('.repeat(300), '"$('.repeat(10_000), '${a:-'.repeat(5_000)]) {
    const script = parseScriptText(text);
    assert.deepEqual([script.valid, script.items.length], [false, 0]);
  }
});

test('nothing but blanks and comments is valid and empty', () => {
  for (const text of ['', '  \n', '# only a comment\n']) {
    const script = parseScriptText(text);
    assert.deepEqual([script.valid, script.items.length], [true, 0]);
  }
});

test('splitWords takes one simple command and nothing more', () => {
  assert.deepEqual(
    splitWords('node --max-old-space-size=512 "dist/my app.js"')?.map(({ value }) => value),
    ['node', '--max-old-space-size=512', 'dist/my app.js'],
  );
  assert.deepEqual(splitWords(''), []);
  for (const text of ['a && b', 'a | b', 'A=1 b', 'a > b', '! a', 'a &', 'if a; then b; fi', "a 'b"])
    assert.equal(splitWords(text), undefined, text);
});
