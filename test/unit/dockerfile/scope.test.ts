import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScopes, parseDockerfile, type VariableScope } from '../../../server/src/dockerfile/index.ts';
import { all, first, stageAt } from './find.ts';

function valuesOf(scope: VariableScope, ...names: readonly string[]): readonly (string | undefined)[] {
  return names.map((name) => scope.get(name)?.value);
}

function environmentOf(scope: VariableScope): readonly string[] {
  return [...scope.environment()].map(({ name, value }) => `${name}=${value}`);
}

test('arguments before the first FROM: seen by every FROM, by a stage only when named again', () => {
  const dockerfile = parseDockerfile('ARG V=22\nARG T=$V-slim\nFROM node:$T\nRUN a\nARG V\nARG T=own\nRUN b\nFROM node:$T\nRUN c\n');
  const scopes = createScopes(dockerfile);
  const [before, after, second] = all(dockerfile, 'RUN').map((run) => scopes.before(run));
  assert.ok(before && after && second);
  assert.deepEqual(valuesOf(scopes.globalScope, 'V', 'T'), ['22', '22-slim']);
  assert.equal(before.get('V'), undefined);
  assert.deepEqual(valuesOf(after, 'V', 'T'), ['22', 'own']);
  assert.equal(second.get('V'), undefined);
  assert.equal(scopes.before(stageAt(dockerfile, 1).from).get('T')?.value, '22-slim');
});

test('ENV sees what held before the instruction, ARG also the names before it in the line', () => {
  const dockerfile = parseDockerfile('FROM a\nENV A=1\nENV A=2 B=$A C="$B"\nARG X=1 Y=$X\n');
  const end = createScopes(dockerfile).atEnd(stageAt(dockerfile, 0));
  assert.deepEqual(valuesOf(end, 'A', 'B', 'C', 'X', 'Y'), ['2', '1', '', '1', '1']);
});

test('a stage inherits ENV and ARG of the stage it is built on', () => {
  const dockerfile = parseDockerfile('ARG BASE=one\nFROM a AS One\nENV A=1\nARG B=2\nFROM ${BASE} AS two\nENV A=3\nFROM other\nRUN x\n');
  const scopes = createScopes(dockerfile);
  const [one, two, three] = dockerfile.stages.map((stage) => scopes.atEnd(stage));
  assert.ok(one && two && three);
  assert.deepEqual(valuesOf(one, 'A', 'B'), ['1', '2']);
  assert.deepEqual(valuesOf(two, 'A', 'B'), ['3', '2']);
  assert.deepEqual(valuesOf(three, 'A', 'B'), [undefined, undefined]);
});

test('a stage runs the ONBUILD triggers of the stage it is built on', () => {
  const dockerfile = parseDockerfile('FROM a AS base\nONBUILD ENV A=1\nRUN x\nFROM base AS next\nRUN y\nFROM next\nRUN z\n');
  const scopes = createScopes(dockerfile);
  assert.deepEqual(
    all(dockerfile, 'RUN').map((run) => scopes.before(run).get('A')?.value),
    [undefined, '1', '1'],
  );
});

test('the environment: in the order of the first ENV, arguments left out', () => {
  const dockerfile = parseDockerfile('FROM a\nENV B=1 A=2\nARG C=3\nENV B=4\nENV D=$C\nARG A=5\n');
  const end = createScopes(dockerfile).atEnd(stageAt(dockerfile, 0));
  assert.deepEqual(environmentOf(end), ['B=4', 'A=2', 'D=3']);
  assert.deepEqual([end.get('A')?.kind, end.get('A')?.value], ['arg', '5']);
});

test('an ARG without a default leaves an ENV of that name alone', () => {
  const dockerfile = parseDockerfile('FROM a\nENV A=1\nARG A\nARG B\n');
  const end = createScopes(dockerfile).atEnd(stageAt(dockerfile, 0));
  assert.deepEqual([end.get('A')?.kind, end.get('A')?.value], ['env', '1']);
  assert.deepEqual([end.get('B')?.kind, end.get('B')?.value], ['arg', undefined]);
});

test('values of the build replace the defaults of ARG, not ENV', () => {
  const dockerfile = parseDockerfile('ARG V=1\nFROM a:$V\nARG W=1\nENV E=1\n');
  const scopes = createScopes(
    dockerfile,
    new Map([
      ['V', '2'],
      ['W', '3'],
      ['E', '4'],
    ]),
  );
  assert.equal(scopes.globalScope.get('V')?.value, '2');
  assert.deepEqual(valuesOf(scopes.atEnd(stageAt(dockerfile, 0)), 'W', 'E'), ['3', '1']);
});

test('platform arguments exist without a value and without a declaration', () => {
  const dockerfile = parseDockerfile('FROM --platform=$BUILDPLATFORM a\nRUN x\nARG TARGETARCH\n');
  const scopes = createScopes(dockerfile);
  assert.deepEqual(scopes.globalScope.get('BUILDPLATFORM'), {
    name: 'BUILDPLATFORM',
    value: undefined,
    kind: 'arg',
    declaredBy: undefined,
  });
  assert.equal(scopes.before(first(dockerfile, 'RUN')).get('TARGETARCH'), undefined);
  assert.equal(scopes.atEnd(stageAt(dockerfile, 0)).get('TARGETARCH')?.declaredBy, first(dockerfile, 'ARG'));
});

test('values that refer to each other cannot grow without end', () => {
  const dockerfile = parseDockerfile(`FROM a\nENV A=xx\n${'ENV A=$A$A\n'.repeat(100)}`);
  const value = createScopes(dockerfile).atEnd(stageAt(dockerfile, 0)).get('A')?.value;
  assert.ok(value !== undefined && value.length < 1_000_000);
});
