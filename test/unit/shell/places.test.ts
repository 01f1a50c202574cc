import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandName, commandsIn, isTest, parseScriptText, type PlaceOptions } from '../../../server/src/shell/index.ts';

/** `name item/depth flags` of each command; flags: c conditional, p piped, s substitution, n nested. */
function placesOf(text: string, options?: PlaceOptions): string[] {
  return [...commandsIn(parseScriptText(text), options)].map(({ command, item, depth, conditional, piped, substitution, nested }) => {
    const flags = `${conditional ? 'c' : ''}${piped ? 'p' : ''}${substitution ? 's' : ''}${nested ? 'n' : ''}`;
    return `${commandName(command) ?? '?'} ${item}/${depth} ${flags}`.trimEnd();
  });
}

test('a plain list is unconditional', () => {
  assert.deepEqual(placesOf('a && b; c\nd'), ['a 0/0', 'b 1/0', 'c 2/0', 'd 3/0']);
});

test('what stands behind || is conditional, and what follows it is not', () => {
  assert.deepEqual(placesOf('a || b && c; d'), ['a 0/0', 'b 1/0 c', 'c 2/0', 'd 3/0']);
});

test('what stands behind a test is conditional to the end of its chain', () => {
  assert.deepEqual(placesOf('[ -f x ] && a && b; c'), ['[ 0/0', 'a 1/0 c', 'b 2/0 c', 'c 3/0']);
  assert.deepEqual(placesOf('command -v x >/dev/null && a'), ['command 0/0', 'a 1/0 c']);
  assert.deepEqual(placesOf('grep -qs x y && a'), ['grep 0/0', 'a 1/0 c']);
  assert.deepEqual(placesOf('grep x y && a'), ['grep 0/0', 'a 1/0']);
  assert.deepEqual(placesOf('[[ -f x ]] && a'), ['a 1/0 c']);
  assert.deepEqual(placesOf('! a && b'), ['a 0/0', 'b 1/0 c']);
});

test('branches and loops are conditional and deeper, groups only deeper', () => {
  assert.deepEqual(placesOf('if a; then b | c; fi; (d); { e; }'), ['a 0/1 c', 'b 0/1 cp', 'c 0/1 cp', 'd 1/1', 'e 2/1']);
  assert.deepEqual(placesOf('for i in 1 2; do case $i in 1) a;; esac; done'), ['a 0/2 c']);
  assert.deepEqual(placesOf('f() { a; }; f'), ['a 0/1 c', 'f 1/0']);
});

test('substitutions are deeper and marked, wherever they stand', () => {
  assert.deepEqual(placesOf('a "$(b | c)" && V=`d` e >$(f)'), ['a 0/0', 'b 0/1 ps', 'c 0/1 ps', 'e 1/0', 'd 1/1 s', 'f 1/1 s']);
  assert.deepEqual(placesOf('for i in $(a); do b; done'), ['a 0/1 s', 'b 0/1 c']);
  assert.deepEqual(placesOf('cat <<E\n$(a)\nE'), ['cat 0/0', 'a 0/1 s']);
  assert.deepEqual(placesOf('a <(b) ${X:-$(c)} $((1 + $(d)))'), ['a 0/0', 'b 0/1 s', 'c 0/1 s', 'd 0/1 s']);
});

test('nested scripts are followed only on request', () => {
  assert.deepEqual(placesOf('sh -c "a && b"'), ['sh 0/0']);
  assert.deepEqual(placesOf(`sh -c "a && sudo bash -c 'b'"`, { intoNestedScripts: true }), ['sh 0/0', 'a 0/1 n', 'sudo 0/1 n', 'b 0/2 n']);
});

test('a substitution that the outer shell runs is not found again in the nested script', () => {
  assert.deepEqual(placesOf('sh -c "a $(b) \\$(c)"', { intoNestedScripts: true }), ['sh 0/0', 'b 0/1 s', 'a 0/1 n', 'c 0/2 sn']);
});

test('isTest looks at the exit status only', () => {
  const pipelineOf = (text: string) => parseScriptText(text).items[0]?.pipeline;
  for (const text of ['[ a ]', 'test -f x', 'which node', '! true', 'ps | grep -q x', '((1))']) {
    const pipeline = pipelineOf(text);
    assert.ok(pipeline !== undefined && isTest(pipeline), text);
  }
  const command = pipelineOf('command npm ci');
  assert.ok(command !== undefined && !isTest(command));
});
