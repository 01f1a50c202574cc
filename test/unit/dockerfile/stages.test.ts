import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baseStage,
  copySourceStages,
  createScopes,
  findStageByName,
  parseDockerfile,
  resolveStageReference,
  sameStageName,
} from '../../../server/src/dockerfile/index.ts';
import { all, stageAt } from './find.ts';

const dockerfile = parseDockerfile(
  [
    'ARG FROM_NAME=DEPS',
    'FROM node AS Deps',
    'FROM deps AS build',
    'FROM ${FROM_NAME} AS deps',
    'COPY --from=build a b',
    'COPY --from=0 a b',
    'COPY --from=2 a b',
    'COPY --from=nginx a b',
    'RUN --mount=from=build,target=/a --mount=type=cache,target=/b --mount=type=bind,from=deps,target=/c x',
    'FROM 0',
  ].join('\n'),
);

test('stage names are compared without case', () => {
  assert.ok(sameStageName('Build', 'bUILD'));
  assert.ok(!sameStageName('build', 'builder'));
});

test('a name means the latest stage before', () => {
  assert.equal(findStageByName(dockerfile, 'DEPS', 1)?.index, 0);
  assert.equal(findStageByName(dockerfile, 'deps', 3)?.index, 2);
  assert.equal(findStageByName(dockerfile, 'deps', 0), undefined);
  assert.equal(findStageByName(dockerfile, '0', 3), undefined);
});

test('a number means a stage by its place', () => {
  assert.equal(resolveStageReference(dockerfile, '1', 3)?.name, 'build');
  assert.equal(resolveStageReference(dockerfile, '3', 3), undefined);
  assert.equal(resolveStageReference(dockerfile, 'deps', 2)?.index, 0);
});

test('the stage that a FROM builds on, with its variables replaced', () => {
  const scopes = createScopes(dockerfile);
  assert.deepEqual(
    dockerfile.stages.map((stage) => baseStage(dockerfile, stage, scopes)?.index),
    [undefined, 0, 0, undefined],
  );
});

test('the stages that COPY and RUN take files from', () => {
  const stage = stageAt(dockerfile, 2);
  const indexes = [...all(dockerfile, 'COPY'), ...all(dockerfile, 'RUN')].map((instruction) =>
    copySourceStages(dockerfile, instruction, stage).map((source) => source.index),
  );
  assert.deepEqual(indexes, [[1], [0], [], [], [1, 0]]);
});
