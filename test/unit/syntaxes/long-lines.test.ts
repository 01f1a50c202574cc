import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from './tokenizer.ts';

/** Endings that almost match: what a backtracking expression dies of. Each fills a line of 5,000 characters. */
const repeated: Readonly<Record<string, string>> = {
  options: '--a=--a=',
  'options apart': '--a --b=c ',
  heredocs: '<<A ',
  'glued heredocs': '<<A<',
  'heredocs without a name': '<<- ',
  'unclosed names': '<<"A ',
  digits: ' 12',
  shells: ' sh -a',
  references: 'cgr.dev/a/',
  'options with references': ',from=cgr.dev/a:b',
  tags: 'cgr.dev/a:',
  variables: '${',
  rules: 'a,',
  'rules apart': 'a , ',
  blanks: ' \t',
  quotes: '"\\',
  onbuild: 'ONBUILD ',
};

// What would be exponential does not come to an end, and the run's time limit says so.
for (const start of ['RUN ', 'RUN cat ', 'COPY --from=', 'FROM cgr.dev/a:', 'FROM ', '# migrate-to-chainguard-ignore ', '']) {
  test(`5,000 characters behind ${JSON.stringify(start)} come to an end`, () => {
    for (const [what, text] of Object.entries(repeated)) {
      const line = start + text.repeat(5000 / text.length);
      const tokens = tokenize(`FROM node\n${line}\nEXPOSE 80`);
      const length = tokens.filter((token) => token.line === 1).reduce((sum, token) => sum + token.text.length, 0);
      assert.equal(length, line.length, what);
    }
  });
}
