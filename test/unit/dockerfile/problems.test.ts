import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/index.ts';

const refused: Readonly<Record<string, string>> = {
  'unknown instruction': 'FROM a\nINSTALL x',
  'no FROM': 'ARG A=1',
  'nothing at all': '',
  'RUN before FROM': 'RUN x\nFROM a',
  'image missing': 'FROM',
  'AS without a name': 'FROM a AS',
  'word that is not AS': 'FROM a b c',
  'stage name that begins with a digit': 'FROM a AS 1',
  'COPY without destination': 'FROM a\nCOPY x',
  'ENV without value': 'FROM a\nENV A',
  'ENV with a bare name among pairs': 'FROM a\nENV A=1 B',
  'ENV without name': 'FROM a\nENV =1',
  'USER without a name': 'FROM a\nUSER',
  'SHELL in shell form': 'FROM a\nSHELL sh -c',
  'HEALTHCHECK of unknown type': 'FROM a\nHEALTHCHECK curl x',
  'HEALTHCHECK with a bare number of seconds': 'FROM a\nHEALTHCHECK --interval=5 CMD x',
  'unknown flag': 'FROM a\nCMD --x y',
  'repeated flag': 'FROM a\nCOPY --from=a --from=b x y',
  'variable in COPY --from': 'FROM a\nCOPY --from=$X x y',
  'array of numbers': 'FROM a\nCMD [1]',
  'unterminated heredoc': 'FROM a\nRUN <<EOF\nx',
  'repeated directive': '# escape=`\n# escape=`\nFROM a',
  'unknown escape character': '# escape=x\nFROM a',
  'line of more than 64 KiB': `FROM a\nRUN ${'x'.repeat(65_536)}`,
};

for (const [name, text] of Object.entries(refused)) {
  test(`refused: ${name}`, () => {
    const { problems } = parseDockerfile(text);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /\.$/u);
  });
}

const accepted: Readonly<Record<string, string>> = {
  'the same stage name twice': 'FROM a AS b\nFROM c AS B',
  'RUN without arguments': 'FROM a\nRUN',
  'anything behind ONBUILD': 'FROM a\nONBUILD NOPE x',
  'flags of ARG and STOPSIGNAL': 'FROM a\nARG --x A\nSTOPSIGNAL --x 9',
  'HEALTHCHECK NONE with flags': 'FROM a\nHEALTHCHECK --x NONE',
};

for (const [name, text] of Object.entries(accepted)) {
  test(`accepted: ${name}`, () => {
    assert.deepEqual(parseDockerfile(text).problems, []);
  });
}

test('problems stand in the order of the document, with their line', () => {
  const { problems } = parseDockerfile('FROM a\nNOPE\nCOPY x\n# c\nNADA y\n');
  assert.deepEqual(
    problems.map((problem) => problem.line),
    [1, 2, 4],
  );
});
