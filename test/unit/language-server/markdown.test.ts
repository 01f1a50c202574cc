import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, escapeMarkdown, markup, plainText } from '../../../server/src/language-server/markdown.ts';

test('plain text keeps what is said and loses the marks', () => {
  const markdown = [
    `**${code('node:20')}** and *more*`,
    '',
    '| | now | then |',
    '|---|---|---|',
    `| User | ${code('root')} | ${code('a|b')} |`,
    '',
    '[Page](https://example.com/a_b)',
    escapeMarkdown('5 * 3 [x] <y>'),
  ].join('\n');
  assert.equal(
    plainText(markdown),
    ['node:20 and more', '', '(now | then)', 'User: root | a|b', '', 'Page: https://example.com/a_b', '5 * 3 [x] <y>'].join('\n'),
  );
});

test('the client decides about the form', () => {
  assert.deepEqual(markup('**a**', undefined), { kind: 'markdown', value: '**a**' });
  assert.deepEqual(markup('**a**', ['markdown', 'plaintext']), { kind: 'markdown', value: '**a**' });
  assert.deepEqual(markup('**a**', ['plaintext']), { kind: 'plaintext', value: 'a' });
});

test('a code span holds any text', () => {
  assert.equal(code('a'), '`a`');
  assert.equal(code('a``b'), '``` a``b ```');
  assert.equal(code('a\n  b'), '`a b`');
});
