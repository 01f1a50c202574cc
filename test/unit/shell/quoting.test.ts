import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printCommand, quoteWord } from '../../../server/src/shell/index.ts';
import { simpleCommand } from './simple-command.ts';

test('only what needs quotes gets them', () => {
  assert.equal(quoteWord('/app/node_modules/.bin:x,y@1.2=3+4%'), '/app/node_modules/.bin:x,y@1.2=3+4%');
  assert.equal(quoteWord(''), "''");
  assert.equal(quoteWord('a b'), "'a b'");
  assert.equal(quoteWord('$HOME'), "'$HOME'");
  assert.equal(quoteWord("it's"), '"it\'s"');
  assert.equal(quoteWord("it's $5"), "'it'\\''s $5'");
  assert.equal(quoteWord('~'), "'~'");
  assert.equal(quoteWord('a*'), "'a*'");
});

test('a quoted word reads back as its value', () => {
  for (const value of [
    '',
    'a',
    'a b',
    "'",
    '"',
    '\\',
    '$x',
    '`x`',
    'a\'b"c$d',
    '*',
    '{a,b}',
    '~/x',
    '#x',
    '!',
    'a\nb',
    'a;b',
    '[x]',
    '-n',
    'é',
  ]) {
    const word = simpleCommand(`x ${quoteWord(value)}`).words[1];
    assert.deepEqual([word?.value, word?.literal], [value, true], JSON.stringify(value));
  }
});

test('printCommand quotes literals and keeps words as written', () => {
  const [, expanded] = simpleCommand('x "$HOME/a b"').words;
  assert.ok(expanded);
  assert.equal(printCommand(['ls', expanded, 'c d']), 'ls "$HOME/a b" \'c d\'');
  assert.equal(
    printCommand(
      ['node', 'x'],
      [
        { name: 'A', value: 'b c' },
        { name: 'E', value: undefined },
      ],
    ),
    "A='b c' E= node x",
  );
  assert.equal(printCommand(['A=b', 'A=b']), "'A=b' A=b");
  assert.equal(printCommand(['if']), "'if'");
});
