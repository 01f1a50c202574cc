/** Text that nobody writes by accident: it must neither exhaust the stack nor keep the parser busy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScopes, parseDockerfile } from '../../../server/src/dockerfile/index.ts';

const count = 20_000;
const blanks = ' '.repeat(count);

const texts: Readonly<Record<string, string>> = {
  'a row of ONBUILD': `FROM a\n${'ONBUILD '.repeat(count)}RUN x`,
  'nested expressions': `FROM a\nENV A=${'${a:-'.repeat(count)}\nRUN <<E ${'${a:-'.repeat(count)}\nE`,
  'nested arrays': `FROM a\nCMD ${'['.repeat(count)}`,
  'blanks in a directive': `# syntax=x${blanks}y\nFROM a`,
  'blanks in a heredoc word': `FROM a\nRUN <<${blanks}x<`,
  'digits in a duration': `FROM a\nHEALTHCHECK --interval=${'1'.repeat(count)}x CMD a`,
  'stars in a pattern': `FROM a\nENV A=${'a'.repeat(count)}\nENV B=\${A//*a*a*a*b/x}`,
  'heredocs in one line': `FROM a\nRUN ${'<<a '.repeat(count)}`,
  'continuations alone': `FROM a\nRUN x \\\n${'\\\n'.repeat(count)}`,
  'quotes without end': `FROM a\nENV A="${'$B\\"'.repeat(count)}`,
  'a repeated directive': `${'# escape=`\n'.repeat(count)}FROM a`,
  'stages of one name': `${'FROM a AS x\n'.repeat(count)}FROM x`,
  'a NUL and half a surrogate pair': 'FROM a\u0000\ud83d\nRUN \udc00 \\\n\u0000',
};

for (const [name, text] of Object.entries(texts)) {
  test(name, () => {
    const dockerfile = parseDockerfile(text);
    createScopes(dockerfile);
    assert.ok(dockerfile.stages.length > 0);
  });
}
