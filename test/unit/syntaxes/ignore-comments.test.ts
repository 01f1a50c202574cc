import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scopesOf, tokenize } from './tokenizer.ts';

const comment = 'comment.line.number-sign.dockerfile';

for (const word of ['migrate-to-chainguard-ignore', 'migrate-to-chainguard-ignore-file']) {
  test(`${word}, its rules and its reason`, () => {
    const text = `FROM node:22\n  # ${word} base-image , init: "our" base's own`;
    assert.equal(scopesOf(text, word), `${comment} keyword.control.directive.ignore.dockerfile`);
    assert.equal(scopesOf(text, 'base-image'), `${comment} constant.language.rule.dockerfile`);
    assert.equal(scopesOf(text, 'init'), `${comment} constant.language.rule.dockerfile`);
    assert.equal(scopesOf(text, ': "our" base\'s own'), comment);
  });
}

test('also between the lines of an instruction', () => {
  const text = 'RUN apk add \\\n  # migrate-to-chainguard-ignore unknown-package\n  curl\nUSER node';
  assert.match(scopesOf(text, 'unknown-package'), /constant\.language\.rule\.dockerfile$/);
  assert.equal(scopesOf(text, 'USER'), 'keyword.other.special-method.dockerfile');
});

test('without rules, and other comments', () => {
  assert.match(scopesOf('#migrate-to-chainguard-ignore', 'migrate-to-chainguard-ignore'), /directive\.ignore/);
  for (const text of ['# migrate-to-chainguard-ignored init', '# see migrate-to-chainguard-ignore init', 'RUN <<EOF\n# init\nEOF']) {
    assert.ok(
      tokenize(text).every(({ scopes }) => !scopes.some((scope) => /rule|directive/.test(scope))),
      text,
    );
  }
});
