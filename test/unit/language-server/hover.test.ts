import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverIn } from './pointed.ts';

test('an image of Docker is told beside those that take its place', () => {
  const { word, markdown } = hoverIn('ARG V=20\nFROM no^de:${V}-alpine AS app\n') ?? {};
  assert.equal(word, 'node:${V}-alpine');
  assert.match(markdown ?? '', /\| \| now \| `node:latest` \| `node:latest-dev` \|/);
  assert.match(markdown ?? '', /\| User \| `root`, uid 0 \| `node`, uid 65532 \| `node`, uid 65532 \|/);
  assert.match(markdown ?? '', /\| Package manager \| apk \| none \| apk \|/);
  assert.match(markdown ?? '', /Node 20 ended on 2026-04-30/);
  assert.match(markdown ?? '', /\[Page of the image\]\(https:\/\/images\.chainguard\.dev\/directory\/image\/node\/overview\)/);
});

test('with an organization the version is kept', () => {
  const settings = { organization: 'acme', nodeVersion: 'keep' } as const;
  assert.match(hoverIn('FROM node:2^2\n', { settings })?.markdown ?? '', /`node:22` \| `node:22-dev`/);
});

test('an image of Chainguard says what it promises, and leads to its pages', () => {
  const { word, markdown } = hoverIn('FROM cgr.dev/chain^guard/node:latest\n') ?? {};
  assert.equal(word, 'cgr.dev/chainguard/node:latest');
  assert.match(markdown ?? '', /holds `sh` and `npm` today, but promises neither/);
  for (const page of ['Verify its signature', 'Get its SBOM', 'Debug without a shell'])
    assert.ok(markdown?.includes(`[${page}](https://edu`), page);
  assert.ok(!hoverIn('FROM cgr.dev/chainguard/node:latest^-dev\n')?.markdown.includes('promises neither'));
});

test('a stage is named with its line, wherever files are taken from it', () => {
  const stages = 'FROM node:24-slim AS build\nFROM node:24-slim\n';
  for (const line of ['COPY --from=bu^ild /a /b', 'RUN --mount=type=bind,from=bui^ld,target=/a true', 'FROM bui^ld']) {
    const { word, markdown } = hoverIn(`${stages}${line}\n`) ?? {};
    assert.equal(word, 'build', line);
    assert.match(markdown ?? '', /^Stage `build` of line 1, on `node:24-slim`\./, line);
  }
  assert.match(hoverIn(`${stages}COPY --from=^0 /a /b\n`)?.markdown ?? '', /^Stage `0` of line 1/);
});

test('nothing is said of what nobody knows', () => {
  for (const text of [
    'FROM golang:1^.24\n',
    'FROM ghcr.io/acme/ba^se:1\n',
    'FROM ${^IMAGE}\n',
    'FROM scratc^h\n',
    'FROM node:24\nRUN ec^ho a\n',
    '^',
    '^\n',
  ]) {
    assert.equal(hoverIn(text), undefined, text);
  }
});

test('packages of Debian, Alpine and Fedora are told in Wolfi’s terms', () => {
  const debian = hoverIn('FROM node:20\nRUN apt-get update && apt-get install -y \\\n    libcai^ro2-dev=1.* git\n');
  assert.equal(debian?.word, 'libcairo2-dev=1.*');
  assert.match(debian.markdown, /^\*\*`libcairo2-dev`\*\* in Wolfi: `cairo-dev`\n\n- `cairo-dev` `[\d.]+-r\d+`/);
  const cases: readonly (readonly [run: string, said: RegExp])[] = [
    ['apt-get install -y build-essent^ial', /Already in `node:latest-dev`/],
    ['apk add gi^t', /has the same name in Wolfi[\s\S]*Already in `node:latest-dev`/],
    ['apk add ti^ni', /not needed, `\/usr\/bin\/dumb-init` is in/],
    ['apk add pyth^on2', /no counterpart among Wolfi's free packages/],
    ['apk add ffmp^egg', /Did you mean `ffmpeg`\?/],
    ['apk add so:lib^z.so.1', /apk installs a package that provides it/],
    ['yum install -y libjpe^g-turbo-devel', /in Wolfi: `libjpeg-turbo-dev`/],
    ['apk add $PACK^AGES', /cannot be told from the file/],
  ];
  for (const [run, said] of cases) assert.match(hoverIn(`FROM node:20\nRUN ${run}\n`)?.markdown ?? '', said, run);
});

test('on Chainguard a name is Wolfi’s own', () => {
  const from = 'FROM cgr.dev/chainguard/node:latest-dev\n';
  assert.match(hoverIn(`${from}RUN apk add ngi^nx\n`)?.markdown ?? '', /virtual name, provided by `nginx-mainline`/);
  assert.match(hoverIn(`${from}RUN apk add chromi^um\n`)?.markdown ?? '', /left Wolfi on \d{4}-\d\d-\d\d/i);
});

test('a user is told for both images', () => {
  const uid = hoverIn('FROM node:20\nUSER 10^00:1000\n');
  assert.equal(uid?.word, '1000:1000');
  assert.match(uid.markdown, /In this image: `node`, uid 1000/);
  assert.match(uid.markdown, /its place is taken by `node`, uid 65532/);
  const owner = hoverIn('FROM node:20\nCOPY --chown=no^de:node . .\n');
  assert.equal(owner?.word, 'node:node');
  assert.match(owner.markdown, /In Chainguard's Node image: `node`, uid 65532/);
  const made = hoverIn('FROM node:20\nRUN useradd app\nUSER ap^p\n')?.markdown ?? '';
  assert.match(made, /an account that this Dockerfile makes/);
  assert.match(hoverIn('FROM cgr.dev/chainguard/node:latest\nUSER ap^p\n')?.markdown ?? '', /nobody\. The user of the image is `node`/);
  assert.match(hoverIn('FROM node:20\nUSER $W^HO\n')?.markdown ?? '', /cannot be told/);
});

test('a start is followed step by step', () => {
  const files = { 'package.json': '{"scripts":{"start":"NODE_ENV=production node server.js"}}', 'server.js': '' };
  const start = hoverIn('FROM node:24\nWORKDIR /app\nCOPY . .\nCMD npm st^art\n', { files });
  assert.equal(start?.word, 'npm start');
  assert.match(start.markdown, /^\*\*Starts\*\* `node server\.js`/);
  assert.match(start.markdown, /- `npm start` → `NODE_ENV=production node server\.js` \(`package\.json`\)/);
  assert.match(start.markdown, /- Sets `NODE_ENV=production`/);
  assert.match(start.markdown, /in the build context: `server\.js`/);
  const lost = hoverIn('FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["npm", "sta^rt"]\n', { files: { 'package.json': '{}' } });
  assert.match(lost?.markdown ?? '', /^\*\*Cannot be followed\*\*: /);
});

test('a health check says how Node asks', () => {
  const text = 'FROM node:24\nHEALTHCHECK --interval=9s CMD cu^rl -f http://localhost:3000/ || exit 1\nCMD ["node", "a.js"]\n';
  assert.match(hoverIn(text)?.markdown ?? '', /node -e "fetch\('http:\/\/localhost:3000\/'/);
});

test('a rule in an ignore comment is explained, a wrong one gets the name that was meant', () => {
  const comment = '# migrate-to-chainguard-ignore base-image, root-stepp: base-image is fine\nFROM node:20\n';
  const at = (word: string): string => comment.replace(word, `${word.slice(0, 3)}^${word.slice(3)}`);
  assert.deepEqual(hoverIn(at('base-image'))?.word, 'base-image');
  assert.match(hoverIn(at('base-image'))?.markdown ?? '', /^\*\*`base-image`\*\*: \w.*\./);
  assert.match(hoverIn(at('root-stepp'))?.markdown ?? '', /no rule `root-stepp`\. Did you mean `root-step`\?/);
  assert.equal(hoverIn(comment.replace('is fine', 'is^ fine')), undefined);
  assert.equal(hoverIn(`  ${at('base-image')}`)?.word, 'base-image');
});

test('ranges are exact with CRLF, a byte order mark and characters of two code units', () => {
  assert.equal(hoverIn('\uFEFF# 😀\r\nFROM node:2^0\r\n')?.word, 'node:20');
  assert.equal(hoverIn('FROM node:20\r\nLABEL a="😀"\r\nRUN apk add cu^rl 😀\r\n')?.word, 'curl');
});

test('text of the file never turns into markup', () => {
  const hover = hoverIn('FROM node:20\nUSER a`b|[c](d)^\n');
  assert.ok(hover?.markdown.startsWith('**`` a`b\\|[c](d) ``**'), hover?.markdown);
});
