import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOption, type OptionSpec, parseOptions } from '../../../server/src/shell/index.ts';
import { textAt } from './logical-line.ts';
import { simpleCommand } from './simple-command.ts';

function parsed(text: string, spec: OptionSpec) {
  const result = parseOptions(simpleCommand(text).words.slice(1), spec);
  return {
    options: result.options.map(({ name, value }) => (value === undefined ? name : `${name}=${value.value}`)),
    positionals: result.positionals.map(({ value }) => value),
    terminated: result.terminator !== undefined,
    result,
  };
}

test('flags, values and positionals', () => {
  const { options, positionals } = parsed('apk add --no-cache -t .deps -X http://x --repository=y g++ make', {
    withValue: ['-t', '-X'],
  });
  assert.deepEqual(options, ['--no-cache', '-t=.deps', '-X=http://x', '--repository=y']);
  assert.deepEqual(positionals, ['add', 'g++', 'make']);
});

test('clusters', () => {
  assert.deepEqual(parsed('x -fsSLo out -y', { withValue: ['-o'] }).options, ['-f', '-s', '-S', '-L', '-o=out', '-y']);
  assert.deepEqual(parsed('x -u1000 -yq', { withValue: ['-u'] }).options, ['-u=1000', '-y', '-q']);
});

test('the end of the options', () => {
  const dashes = parsed('npm run build -- --watch -x', { withValue: [] });
  assert.deepEqual([dashes.positionals, dashes.options, dashes.terminated], [['run', 'build', '--watch', '-x'], [], true]);
  assert.deepEqual(parsed('sudo -E npm -g i', { withValue: [], stopAtPositional: true }).positionals, ['npm', '-g', 'i']);
});

test('single dash, expansions and missing values', () => {
  assert.deepEqual(parsed('tar -x - $FLAGS', { withValue: [] }).positionals, ['-', '$FLAGS']);
  assert.deepEqual(parsed('x -o', { withValue: ['-o'] }).options, ['-o']);
  assert.deepEqual(parsed('find . -name x -type f', { withValue: ['-name', '-type'], longWithOneDash: true }).options, [
    '-name=x',
    '-type=f',
  ]);
});

test('ranges of values', () => {
  const text = 'x --out="a b" -p80 -t y';
  const { result } = parsed(text, { withValue: ['-p', '-t'] });
  const rangesOf = (name: string) => {
    const option = findOption(result, name);
    return [textAt(text, option?.range ?? { start: 0, end: 0 }), textAt(text, option?.value?.range ?? { start: 0, end: 0 })];
  };
  assert.deepEqual(rangesOf('--out'), ['--out="a b"', '"a b"']);
  assert.deepEqual(rangesOf('-p'), ['-p80', '80']);
  assert.deepEqual(rangesOf('-t'), ['-t y', 'y']);
  assert.equal(findOption(result, '-z'), undefined);
});
