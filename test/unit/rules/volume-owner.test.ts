import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const file = (more: string): string => `FROM node:22\nWORKDIR /app\nCOPY . .\n${more}CMD ["node", "app.js"]\n`;

test('whose data is in existing volumes is told, with the command that mends it', () => {
  const { said, reported, text } = look('volume-owner', file('VOLUME /data\n'), APP);
  assert.deepEqual(said, ['hint: Data in existing volumes belongs to root; on Chainguard the application is uid 65532.']);
  assert.match(
    reported[0] ?? '',
    /^review: .*docker run --rm --user root -v VOLUME:\/data --entrypoint chown cgr\.dev\/chainguard\/node:latest-dev -R 65532:65532 \/data$/,
  );
  assert.match(text, /VOLUME \/data/);
});

test('on the development image the folder is made for the user', () => {
  const { text } = look('volume-owner', file('VOLUME ["/data", "/app"]\n'), APP, { strategy: 'dev' });
  assert.match(text, /USER root\nRUN mkdir -p \/data && chown 65532:65532 \/data\nUSER 65532\nVOLUME/);
});

test('volumes of a compose file count, sources that developers mount do not', () => {
  const compose =
    'services:\n  app:\n    build: .\n    volumes:\n      - uploads:/uploads\n      - ./src:/app/src\n      - /app/node_modules\nvolumes:\n  uploads:\n';
  const { reported } = look('volume-owner', file(''), { ...APP, 'compose.yaml': compose });
  assert.equal(reported.length, 1);
  assert.match(reported[0] ?? '', /for \/uploads /);
});

test('no volume, no word', () => {
  const { said, reported } = look('volume-owner', file(''), APP);
  assert.deepEqual([...said, ...reported], []);
});
