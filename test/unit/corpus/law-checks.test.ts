import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addedPackages, unknownPackages } from '../../../scripts/corpus/apk-names.ts';
import { buildWarnings } from '../../../scripts/corpus/build-warnings.ts';
import {
  inventedImages,
  lostComments,
  lostInstructions,
  missingReason,
  movedBytes,
  newBuildWarnings,
  secondRun,
  touchedStages,
} from '../../../scripts/corpus/law-checks.ts';
import { readPlainDockerfile } from '../../../scripts/corpus/plain-dockerfile.ts';
import { AFTER, BEFORE, entry, judged, REPORT } from './judged.ts';

test('a good migration draws no complaint', () => {
  const texts = judged();
  for (const check of [newBuildWarnings, secondRun, lostComments, lostInstructions, movedBytes, touchedStages, missingReason])
    assert.deepEqual(check(texts), [], check.name);
  assert.deepEqual(inventedImages(texts, 'cgr.dev'), []);
});

test('law 1: warnings that were not there before', () => {
  assert.match(
    newBuildWarnings(judged({ after: AFTER.replace('CMD ["node", "dist/main.js"]', 'CMD node dist/main.js') })).join(),
    /^JSONArgsRecommended: 1 more/,
  );
  assert.match(newBuildWarnings(judged({ after: AFTER.replace(' AS build', ' as build') })).join(), /^FromAsCasing/);
  assert.match(newBuildWarnings(judged({ after: AFTER.replace('--from=build', '--from=builder') })).join(), /^UndefinedFrom/);
  const warnings = buildWarnings(
    readPlainDockerfile('from a as A\nENV K V\nWORKDIR x\nCMD ["a"]\nCMD ["b"]\nFROM b AS a\nCOPY --from=2 / /\n'),
  );
  const lines = Object.fromEntries([...warnings].filter(([, found]) => found.length > 0));
  assert.deepEqual(lines, {
    LegacyKeyValueFormat: [1],
    StageNameCasing: [0],
    DuplicateStageName: [5],
    ConsistentInstructionCasing: [0],
    MultipleInstructionsDisallowed: [3],
    WorkdirRelativePath: [2],
    UndefinedFrom: [6],
  });
});

test('law 2: a second run that changes something', () => {
  assert.deepEqual(secondRun(judged({ again: AFTER.replace('dist/main.js', 'main.js') })), [
    'migrating again gives distroless and changes line 12 of the result',
  ]);
});

test('law 3: a comment must stand in the output or be quoted', () => {
  const after = AFTER.replace('# sources\n', '');
  assert.deepEqual(lostComments(judged({ after })), ['comment "# sources" is gone']);
  assert.deepEqual(lostComments(judged({ after, migration: { report: [...REPORT, entry(3, 'The comment "sources" went with it')] } })), []);
});

test('law 3: an instruction must stay or be reported on its line', () => {
  const after = AFTER.replace('RUN npm ci && npm run build\n', '');
  assert.match(lostInstructions(judged({ after })).join(), /^line 6: "RUN npm ci/);
  assert.deepEqual(lostInstructions(judged({ after, migration: { report: [...REPORT, entry(5, 'gone', 'dropped')] } })), []);
  const once = AFTER.replace('WORKDIR /app\nCOPY --from', 'COPY --from');
  assert.match(lostInstructions(judged({ after: once })).join(), /^line 3: "WORKDIR \/app"/, 'one of two equal instructions is gone');
});

test('law 4: layout and line ends stay', () => {
  assert.match(movedBytes(judged({ after: AFTER.replace('RUN npm ci && ', 'RUN npm ci  &&  ') })).join(), /laid out anew/);
  assert.match(movedBytes(judged({ after: AFTER.replaceAll('\n', '\r\n') })).join(), /end with CR LF now/);
  assert.match(movedBytes(judged({ before: BEFORE.replaceAll('\n', '\r\n') })).join(), /end without CR now/);
  assert.match(movedBytes(judged({ after: AFTER.trimEnd() })).join(), /line end at the end/);
});

test('law 5: images and packages', () => {
  assert.deepEqual(
    inventedImages(judged({ after: AFTER.replace('node:latest\n', 'node:latest\nCOPY --from=busybox:1 /bin/sh /bin/sh\n') }), 'cgr.dev'),
    ['image busybox:1 comes from nowhere'],
  );
  const after = AFTER.replace('WORKDIR', 'RUN apk add --no-cache --virtual .x curl=8.1 "nonsense" $MORE && echo apk add\nWORKDIR');
  assert.deepEqual(addedPackages(readPlainDockerfile(after)), ['curl', 'nonsense', '$MORE']);
  const wolfi = new Set(['curl']);
  assert.match(unknownPackages(judged({ after }), wolfi).join(), /^apk add nonsense/);
  assert.deepEqual(unknownPackages(judged({ after, migration: { report: [entry(5, 'nonsense is not in Wolfi')] } }), wolfi), []);
  assert.deepEqual(addedPackages(readPlainDockerfile('FROM alpine\nRUN apk add foo\n')), []);
});

test('law 6: a foreign stage keeps its bytes, but for the numbers of stages', () => {
  const go = 'FROM golang:1.24 AS tool\nRUN go build  ./x\nCOPY --from=0 /a /b\n';
  const before = BEFORE + go;
  assert.deepEqual(touchedStages(judged({ before, after: AFTER + go.replace('--from=0', '--from=1') })), []);
  assert.deepEqual(touchedStages(judged({ before, after: AFTER + go.replace('build  .', 'build .') })), [
    'stage tool (FROM golang:1.24) changed',
  ]);
});

test('what is not distroless has a reason with a line', () => {
  assert.match(missingReason(judged({ migration: { strategy: 'dev-runtime' } })).join(), /^dev-runtime and no line/);
  assert.deepEqual(
    missingReason(judged({ migration: { strategy: 'dev-runtime', report: [entry(1, 'It stays on the development image: x', 'review')] } })),
    [],
  );
  assert.match(
    missingReason(judged({ migration: { status: 'not-converted', strategy: undefined, report: [], reason: undefined } })).join(),
    /without a reason/,
  );
});
