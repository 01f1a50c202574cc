import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const withRun = (run: string, more = ''): string =>
  `FROM node:22-slim\nWORKDIR /app\n${more}RUN ${run}\nCOPY app.js .\nCMD ["node", "app.js"]\n`;

test('a zone that was linked becomes ENV TZ, and tzdata is not needed for it', () => {
  const { text, migration, reported, said } = look(
    'locale-and-time-zone',
    withRun(
      'apt-get update && apt-get install -y tzdata && ln -fs /usr/share/zoneinfo/Europe/Berlin /etc/localtime && dpkg-reconfigure -f noninteractive tzdata',
    ),
    APP,
  );
  assert.equal(migration.strategy, 'distroless');
  assert.match(text, /^ENV TZ=Europe\/Berlin$/m);
  assert.doesNotMatch(text, /zoneinfo|dpkg-reconfigure/);
  assert.ok(reported.some((line) => line.startsWith('added: ENV TZ=Europe/Berlin')));
  assert.ok(reported.some((line) => line.startsWith('review: tzdata is not in the final image')));
  assert.ok(said.length > 0 && said.every((line) => line.startsWith('hint:')));
});

test('where the file sets TZ, nothing is added', () => {
  const { text } = look(
    'locale-and-time-zone',
    withRun('ln -snf /usr/share/zoneinfo/$TZ /etc/localtime && echo $TZ > /etc/timezone', 'ENV TZ=Asia/Tokyo\n'),
    APP,
  );
  assert.equal(text.match(/TZ=/g)?.length, 1);
  assert.doesNotMatch(text, /localtime/);
});

test('a zone that a shared base linked reaches the stage that starts', () => {
  const { text } = look(
    'locale-and-time-zone',
    'FROM node:22-alpine AS base\nRUN apk add --no-cache tzdata && cp /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && echo "Asia/Tokyo" > /etc/timezone\n\nFROM base AS build\nWORKDIR /app\nCOPY . .\n\nFROM base\nWORKDIR /app\nCOPY --from=build /app/app.js .\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.match(text, /ENV TZ=Asia\/Tokyo\n(?:ENTRYPOINT|CMD)/);
});

test('a zone that cannot be told is for a person to set', () => {
  const { text, reported } = look('locale-and-time-zone', withRun('ln -snf /usr/share/zoneinfo/$ZONE /etc/localtime', 'ARG ZONE\n'), APP);
  assert.doesNotMatch(text, /TZ=/);
  assert.ok(reported.some((line) => line.startsWith('review: Which time zone')));
});

test('locales are generated nowhere: Node has them', () => {
  const { text, reported } = look(
    'locale-and-time-zone',
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN locale-gen en_US.UTF-8 && npm ci\nENV LANG=en_US.UTF-8\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.doesNotMatch(text, /locale-gen/);
  assert.match(text, /ENV LANG=en_US\.UTF-8/);
  assert.ok(reported.some((line) => line.startsWith('dropped: Setting up locales falls away')));
});

test('on Chainguard Debian’s programs are errors, and a link without tzdata a warning', () => {
  const { said } = look(
    'locale-and-time-zone',
    'FROM cgr.dev/chainguard/node:latest-dev\nUSER root\nRUN locale-gen\nRUN ln -s /usr/share/zoneinfo/UTC /etc/localtime\nUSER 65532\nENTRYPOINT ["node", "app.js"]\n',
    APP,
  );
  assert.deepEqual(
    said.map((line) => line.split(':')[0]),
    ['error', 'warning'],
  );
});

test('ENV TZ alone is fine', () => {
  const { said, reported } = look(
    'locale-and-time-zone',
    'FROM node:22-slim\nWORKDIR /app\nENV TZ=UTC\nCOPY app.js .\nCMD ["node", "app.js"]\n',
    APP,
  );
  assert.deepEqual([...said, ...reported], []);
});
