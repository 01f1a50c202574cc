import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const built = (...lines: readonly string[]): string =>
  look('base-image', `FROM node:22-slim\nWORKDIR /app\n${lines.join('\n')}\nCOPY . .\nRUN npm ci\nCMD ["node", "app.js"]\n`, APP).text;

test('mkdir in a folder that Wolfi lacks makes that folder, too', () => {
  assert.match(built('RUN mkdir /srv/data'), /RUN mkdir -p \/srv\/data/);
  assert.match(built('RUN mkdir -m 750 /mnt/a /mnt/b'), /RUN mkdir -p -m 750 \/mnt\/a \/mnt\/b/);
  assert.match(built('RUN mkdir -pm 750 /mnt/a'), /RUN mkdir -pm 750 \/mnt\/a/);
  assert.match(built('RUN mkdir /opt/data'), /RUN mkdir \/opt\/data/);
});

test('other commands that count on the folder get it made before them', () => {
  assert.match(built('RUN touch /media/x && touch /media/y'), /RUN mkdir -p \/media && touch \/media\/x && touch \/media\/y/);
  assert.match(built('RUN echo start \\', '  && cd /srv && touch x'), /&& mkdir -p \/srv && cd \/srv && touch x/);
  assert.match(built('RUN test -f x || cp package.json /usr/local/bin/x'), /RUN mkdir -p \/usr\/local\/bin && test -f x \|\| cp/);
});

test('who has made the folder makes it for those behind', () => {
  assert.match(built('RUN mkdir -p /srv/a', 'RUN mkdir /srv/b'), /RUN mkdir \/srv\/b/);
  assert.match(built('WORKDIR /srv/a', 'RUN mkdir /srv/b'), /RUN mkdir \/srv\/b/);
  assert.match(built('COPY package.json /srv/', 'RUN mkdir /srv/b'), /RUN mkdir \/srv\/b/);
  assert.match(built('RUN mkdir /srv/a', 'RUN mkdir /srv/b'), /RUN mkdir -p \/srv\/a\nRUN mkdir \/srv\/b/);
});

test('a file that is copied to the folder needs a slash', () => {
  assert.match(built('COPY app.js /usr/local/bin'), /COPY app\.js \/usr\/local\/bin\/\n/);
  assert.match(built('COPY app.js /usr/local/bin/'), /COPY app\.js \/usr\/local\/bin\/\n/);
  assert.match(built('COPY app.js /usr/local/bin/app'), /COPY app\.js \/usr\/local\/bin\/app\n/);
  assert.match(built('COPY . /srv'), /COPY \. \/srv\n/);
});

test('a stage that starts from another has its folders', () => {
  const text = `FROM node:22-slim AS base\nRUN mkdir /srv/a\nFROM base AS build\nWORKDIR /app\nCOPY . .\nRUN mkdir /srv/b && npm ci\nFROM base\nCOPY --from=build /app /app\nCMD ["node", "/app/app.js"]\n`;
  const { text: converted } = look('base-image', text, APP);
  assert.match(converted, /RUN mkdir -p \/srv\/a/);
  assert.match(converted, /RUN mkdir \/srv\/b/);
});
