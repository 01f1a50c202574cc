import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBashisms } from '../../../server/src/shell/index.ts';
import { textAt } from './logical-line.ts';

const found: readonly (readonly [script: string, construct: string, at: string])[] = [
  ['a=(x y)', 'array', 'a=(x y)'],
  ['a[0]=x', 'array', 'a[0]=x'],
  ['echo "${a[@]}"', 'array', '${a[@]}'],
  ['a+=b', 'append-assignment', 'a+=b'],
  ['x &>> log', 'append-both-redirection', '&>> log'],
  ['((i++))', 'arithmetic-command', '((i++))'],
  ['for ((i=0;i<3;i++)); do x; done', 'arithmetic-for', 'for ((i=0;i<3;i++)); do x; done'],
  ['mkdir -p /a/{b,c}', 'brace-expansion', '{b,c}'],
  ['declare -A m', 'builtin', 'declare'],
  ['shopt -s nullglob', 'builtin', 'shopt'],
  ['f() { local -n r=$1; }', 'builtin-option', '-n'],
  ['read -ra parts', 'builtin-option', '-ra'],
  ["printf -v x '%s' a", 'builtin-option', '-v'],
  ["printf '%q ' a", 'builtin-option', "'%q '"],
  ['set -o posix', 'builtin-option', 'posix'],
  ['[ -v HOME ]', 'builtin-option', '-v'],
  ['trap x DEBUG', 'builtin-option', 'DEBUG'],
  ['export -f x', 'builtin-option', '-f'],
  ['case a in a) x;& b) y;; esac', 'case-fallthrough', ';&'],
  ['echo ${x,,}', 'case-modification', '${x,,}'],
  ['coproc x', 'coproc', 'coproc x'],
  ['exec {fd}>x', 'descriptor-variable', '{fd}>x'],
  ['[[ ( -f x ) ]]', 'double-bracket-group', '( -f x )'],
  ['[[ "$a" < "$b" ]]', 'double-bracket-order', '"$a" < "$b"'],
  ['[[ "$a" == b* ]]', 'double-bracket-pattern', 'b*'],
  ['[[ "$a" =~ ^(a|b)$ ]]', 'double-bracket-regular-expression', '^(a|b)$'],
  ['[[ -n $a ]]', 'double-bracket-unquoted', '$a'],
  ['case a in @(a|b)) x;; esac', 'extended-glob', '@(a|b)'],
  ['cat <<< x', 'here-string', '<<< x'],
  ['echo "${!x}"', 'indirect-expansion', '${!x}'],
  ['echo $"x"', 'locale-string', '$"x"'],
  ['echo $[1+2]', 'old-arithmetic', '$[1+2]'],
  ['a |& b', 'pipe-both', ' |& '],
  ['select i in a b; do x; done', 'select', 'select i in a b; do x; done'],
  ['echo ${x@Q}', 'transformation', '${x@Q}'],
  ['cd "$(dirname "$BASH_SOURCE")"', 'variable', '$BASH_SOURCE'],
];

test('what ash does not know', () => {
  for (const [script, construct, at] of found) {
    const bashisms = findBashisms(script);
    assert.deepEqual(
      bashisms.map((bashism) => [bashism.construct, textAt(script, bashism.range)]),
      [[construct, at]],
      script,
    );
  }
});

test('what ash knows stays silent', () => {
  const scripts = [
    'source ./x; function f { local a b=2; }; f',
    "IFS=$'\\n'; x &> log; cat <(x); while read -r l; do :; done < <(x)",
    'echo ${x:1:2} ${x/a/b} ${x//a/b} ${x#a} ${x%%b} ${x:-y} ${#x} $((x + 1)) ${UID:-1000}',
    'set -Eeuo pipefail; set -o errtrace; trap x ERR EXIT SIGTERM; let x=1+2',
    '[[ -n "$a" && -f x || ! -d y ]]; [[ "$a" == b ]]; [[ "$a" =~ ^v[0-9]+$ ]]; [[ $# -eq 0 ]]',
    '[ a == b ]; test -n x -a -d y; export A=1 B; readonly C=1; unset -v A -f x',
    "printf '%s 100%%q\\n' x; read -r -p y -t 1 -n 1 x; type -P x; wait -n; $RANDOM",
    'UID=1; echo $UID; find . -exec rm {} +; echo "{a,b}" ${x}{}',
  ];
  for (const script of scripts) assert.deepEqual(findBashisms(script), [], script);
});

test('inside substitutions, in the order written', () => {
  const script = 'x="$(cat <<< a)"; y=`echo \\`declare z\\``; ((1))';
  assert.deepEqual(
    findBashisms(script).map(({ construct }) => construct),
    ['here-string', 'builtin', 'arithmetic-command'],
  );
});

test('broken and huge text does no harm', () => {
  assert.deepEqual(findBashisms('x'.repeat(70_000)), []);
  assert.ok(Array.isArray(findBashisms('if [[ a == (')));
});
