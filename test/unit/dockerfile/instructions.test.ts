import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonStringText, parseDockerfile, unquotedText } from '../../../server/src/dockerfile/index.ts';
import { all, first, parseOne, stageAt, textAt } from './find.ts';

test('FROM: image, AS and name, over continued lines', () => {
  const { dockerfile, instruction } = parseOne('FROM', 'FROM --platform=linux/amd64 \\', '  node:22@sha256:ab \\', '  as Build');
  assert.equal(instruction.image?.value, 'node:22@sha256:ab');
  assert.equal(textAt(dockerfile, instruction.image?.range), 'node:22@sha256:ab');
  assert.equal(textAt(dockerfile, instruction.asRange), 'as');
  assert.equal(instruction.alias?.raw, 'Build');
  assert.equal(stageAt(dockerfile, 0).name, 'Build');
});

test('a range spans from the keyword to the end of the last line', () => {
  const { dockerfile, instruction } = parseOne('RUN', 'FROM a', '  RUN one \\', '# note', '  two  ', 'USER node');
  assert.equal(textAt(dockerfile, instruction.range), 'RUN one \\\n# note\n  two  ');
  assert.equal(textAt(dockerfile, instruction.keywordRange), 'RUN');
  assert.equal(instruction.line, 1);
  assert.equal(instruction.body.text, 'one   two');
});

test('a keyword below a line with nothing but the escape character', () => {
  const { dockerfile, instruction } = parseOne('RUN', 'FROM a', '\\', 'RUN x');
  assert.equal(instruction.line, 2);
  assert.equal(textAt(dockerfile, instruction.range), '\\\nRUN x');
  assert.equal(textAt(dockerfile, instruction.keywordRange), 'RUN');
});

test('flags: names, values, ranges of what was written', () => {
  const { dockerfile, instruction } = parseOne('COPY', 'FROM a', 'COPY --link --chown="no de" \\', ' --from=b\\ c x y');
  assert.deepEqual(
    instruction.flags.map(({ name, value, range, valueRange }) => [name, value, textAt(dockerfile, range), textAt(dockerfile, valueRange)]),
    [
      ['link', undefined, '--link', undefined],
      ['chown', 'no de', '--chown="no de"', '"no de"'],
      ['from', 'b c', '--from=b\\ c', 'b\\ c'],
    ],
  );
  const chown = instruction.flags[1]?.valueText;
  assert.equal(textAt(dockerfile, chown?.rangeOf(0, 2)), 'no');
  assert.equal(textAt(dockerfile, chown?.rangeOf(3, 5)), 'de');
});

test('exec form: decoded strings with the range of what was written', () => {
  const { dockerfile, instruction } = parseOne('CMD', 'FROM a', 'CMD [ "node", \\', '  "--title=a\\tb", "\\u0041c" ]');
  assert.equal(instruction.command.form, 'exec');
  const args = instruction.command.form === 'exec' ? instruction.command.args : [];
  assert.deepEqual(
    args.map((word) => [word.value, textAt(dockerfile, word.range)]),
    [
      ['node', '"node"'],
      ['--title=a\tb', '"--title=a\\tb"'],
      ['Ac', '"\\u0041c"'],
    ],
  );
  const title = args[1] === undefined ? undefined : jsonStringText(args[1]);
  assert.equal(title?.text, '--title=a\tb');
  assert.equal(textAt(dockerfile, title?.rangeOf(8, 11)), 'a\\tb');
});

test('shell form: the logical line, mapped to the document', () => {
  const { dockerfile, instruction } = parseOne('RUN', 'FROM a', 'RUN --network=none apk add \\', '  # comment', '', '  curl && x');
  assert.equal(instruction.command.form, 'shell');
  if (instruction.command.form === 'shell') {
    const { text } = instruction.command;
    assert.equal(text.text, 'apk add   curl && x');
    const curl = text.text.indexOf('curl');
    assert.equal(textAt(dockerfile, text.rangeOf(curl, curl + 4)), 'curl');
    assert.equal(textAt(dockerfile, text.rangeOf(0, 7)), 'apk add');
    assert.equal(textAt(dockerfile, instruction.command.range), 'apk add \\\n  # comment\n\n  curl && x');
  }
  assert.deepEqual(
    instruction.comments.map((comment) => comment.text),
    ['# comment'],
  );
});

test('ENV: keys and values without their quotes', () => {
  const { dockerfile, instruction } = parseOne('ENV', 'FROM a', 'ENV A="x y" B=c\\ d C=\'$A\' D= \\', ' E="${A:-"q"}"');
  assert.deepEqual(
    instruction.pairs.map(({ key, value, range }) => [key.value, value?.value, value?.raw, textAt(dockerfile, range)]),
    [
      ['A', 'x y', '"x y"', 'A="x y"'],
      ['B', 'c d', 'c\\ d', 'B=c\\ d'],
      ['C', '$A', "'$A'", "C='$A'"],
      ['D', '', '', 'D='],
      ['E', '${A:-q}', '"${A:-"q"}"', 'E="${A:-"q"}"'],
    ],
  );
  assert.equal(instruction.legacy, false);
  const value = instruction.pairs[1]?.value;
  assert.ok(value);
  assert.equal(textAt(dockerfile, unquotedText(value.source, '\\').rangeOf(2, 3)), 'd');
});

test('ENV in its old form takes the rest as the value', () => {
  const { instruction } = parseOne('ENV', 'FROM a', 'ENV PATH   /app/bin:$PATH  "and more" ');
  assert.equal(instruction.legacy, true);
  assert.deepEqual(
    instruction.pairs.map(({ key, value }) => [key.value, value?.raw, value?.value]),
    [['PATH', '/app/bin:$PATH  "and more"', '/app/bin:$PATH  and more']],
  );
});

test('ARG: several in one line, with and without a default', () => {
  const { instruction } = parseOne('ARG', 'ARG A B=2 C="x y"', 'FROM a');
  assert.deepEqual(
    instruction.pairs.map(({ key, value }) => [key.value, value?.value]),
    [
      ['A', undefined],
      ['B', '2'],
      ['C', 'x y'],
    ],
  );
});

test('COPY: sources without heredocs, destination, JSON form', () => {
  const dockerfile = parseDockerfile('FROM a\nCOPY a "b" c/ ./\nCOPY ["a b", "/c d/"]\nCOPY <<x y /z\nx\nADD only\n');
  assert.deepEqual(
    [...all(dockerfile, 'COPY'), ...all(dockerfile, 'ADD')].map(({ sources, destination, json }) => [
      sources.map((word) => word.value),
      destination?.value,
      json,
    ]),
    [
      [['a', 'b', 'c/'], './', false],
      [['a b'], '/c d/', true],
      [['y'], '/z', false],
      [['only'], undefined, false],
    ],
  );
});

test('HEALTHCHECK: NONE, shell form and exec form', () => {
  const dockerfile = parseDockerfile('FROM a\nHEALTHCHECK none\nHEALTHCHECK --retries=3 CMD curl -f x\nHEALTHCHECK CMD ["a"]\n');
  assert.deepEqual(
    all(dockerfile, 'HEALTHCHECK').map(({ none, command }) => [none, command?.form, textAt(dockerfile, command?.range)]),
    [
      [true, undefined, undefined],
      [false, 'shell', 'curl -f x'],
      [false, 'exec', '["a"]'],
    ],
  );
});

test('heredocs: bodies mapped to the document, tabs removed for <<-', () => {
  const { dockerfile, instruction } = parseOne(
    'RUN',
    'FROM a',
    'RUN cat <<-"ONE" <<TWO',
    '\techo $A',
    '\t\tRUN x',
    '\tONE',
    'TW',
    'TWO',
    'USER x',
  );
  const [one, two] = instruction.heredocs;
  assert.ok(one && two);
  assert.equal(one.body.text, 'echo $A\nRUN x\n');
  assert.equal(textAt(dockerfile, one.body.rangeOf(8, 11)), 'RUN');
  assert.equal(textAt(dockerfile, one.range), '<<-"ONE"');
  assert.equal(textAt(dockerfile, one.bodyRange), '\techo $A\n\t\tRUN x\n');
  assert.deepEqual([one.expand, one.chomp, two.expand, two.body.text], [false, true, true, 'TW\n']);
  assert.ok(instruction.range.end === dockerfile.text.indexOf('\nUSER'));
});

test('an unterminated heredoc takes the rest of the file', () => {
  const { dockerfile, instruction } = parseOne('RUN', 'FROM a', 'RUN <<EOF', 'x', 'USER y');
  assert.equal(instruction.heredocs[0]?.terminated, false);
  assert.equal(instruction.heredocs[0]?.body.text, 'x\nUSER y');
  assert.equal(dockerfile.instructions.length, 2);
  assert.equal(dockerfile.problems.length, 1);
});

test('ONBUILD carries an instruction that has its index and its heredocs', () => {
  const { dockerfile, instruction } = parseOne('ONBUILD', 'FROM a', 'ONBUILD RUN cat <<E', 'x', 'E');
  const inner = instruction.instruction;
  assert.equal(inner?.keyword, 'RUN');
  assert.equal(inner?.index, 1);
  assert.equal(textAt(dockerfile, inner?.range), 'RUN cat <<E\nx\nE');
  assert.equal(inner?.heredocs[0]?.body.text, 'x\n');
});

test('single words: the whole rest', () => {
  const dockerfile = parseDockerfile('FROM a\nWORKDIR "/a b"/c  \nUSER 1000:1000\nMAINTAINER Jo <jo@example.com>\n');
  assert.equal(first(dockerfile, 'WORKDIR').words[0]?.value, '/a b/c');
  assert.equal(first(dockerfile, 'USER').words[0]?.value, '1000:1000');
  assert.equal(first(dockerfile, 'MAINTAINER').words[0]?.value, 'Jo <jo@example.com>');
});

test('comments: all of them outside heredocs, without the directives', () => {
  const text = '# syntax=x\r\n# one\r\nFROM a\r\n  # two\r\nRUN a \\\r\n  # three\r\n  <<E\r\n# body\r\nE\r\n';
  const dockerfile = parseDockerfile(text);
  assert.deepEqual(
    dockerfile.comments.map(({ text: comment, line, range }) => [comment, line, textAt(dockerfile, range)]),
    [
      ['# one', 1, '# one'],
      ['# two', 3, '# two'],
      ['# three', 5, '# three'],
    ],
  );
  assert.deepEqual(
    dockerfile.directives.map(({ name, value }) => [name, value]),
    [['syntax', 'x']],
  );
});

test('stages: what belongs to each, and the arguments before the first', () => {
  const dockerfile = parseDockerfile('ARG A\nARG B=1\nFROM a AS one\nRUN x\nRUN y\nFROM one\nUSER z\n');
  assert.deepEqual(
    dockerfile.globalArgs.map((arg) => arg.index),
    [0, 1],
  );
  assert.deepEqual(
    dockerfile.stages.map(({ index, name, instructions, range }) => [index, name, instructions.length, textAt(dockerfile, range)]),
    [
      [0, 'one', 2, 'FROM a AS one\nRUN x\nRUN y'],
      [1, undefined, 1, 'FROM one\nUSER z'],
    ],
  );
});
