import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt } from '../../../server/src/language-server/completion/completion.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/settings.ts';

interface Asked {
  readonly settings?: Partial<Settings>;
  readonly trigger?: string;
}

/** Items where `^` stands, else at the end of the text. */
function itemsIn(marked: string, { settings = {}, trigger }: Asked = {}): readonly CompletionItem[] {
  const found = marked.indexOf('^');
  const document = TextDocument.create('file:///Dockerfile', 'dockerfile', 1, marked.replace('^', ''));
  const request = { settings: { ...DEFAULT_SETTINGS, ...settings }, trigger };
  return completionsAt(document, found < 0 ? marked.length : found, request);
}

const labels = (marked: string, asked?: Asked): string[] => itemsIn(marked, asked).map(({ label }) => label);

/** The text after the first item was taken. */
function taken(marked: string, asked?: Asked): string {
  const [first] = itemsIn(marked, asked);
  const document = TextDocument.create('file:///Dockerfile', 'dockerfile', 1, marked.replace('^', ''));
  return TextDocument.applyEdits(document, [first?.textEdit as TextEdit]);
}

const build = 'FROM node:24 AS build\n';

test('Chainguard’s images are offered in FROM, COPY --from and mounts', () => {
  for (const text of [
    'FROM ',
    'FROM cgr.',
    'FROM --platform=linux/amd64 cgr.dev/',
    `${build}COPY --from=cgr`,
    `${build}RUN --mount=type=bind,from=cgr`,
  ]) {
    const offered = labels(text);
    assert.deepEqual(offered.slice(0, 2), ['cgr.dev/chainguard/node:latest', 'cgr.dev/chainguard/node:latest-dev'], text);
    assert.ok(offered.includes('cgr.dev/chainguard/nginx:latest'), text);
  }
  assert.deepEqual(labels('FROM cgr.dev/chainguard/wo'), ['cgr.dev/chainguard/wolfi-base:latest']);
  assert.deepEqual(labels('FROM cgr.dev/chainguard/node:'), ['cgr.dev/chainguard/node:latest', 'cgr.dev/chainguard/node:latest-dev']);
});

test('Enter behind another image ends the line', () => {
  for (const text of [
    'FROM node',
    'FROM node:2',
    'FROM docker.io/',
    'FROM cgr.dev/chainguard/node:latest AS ',
    'FROM',
    `${build}COPY --from=build`,
    build,
  ]) {
    assert.deepEqual(labels(text), [], text);
  }
});

test('organizations have their own names and versions', () => {
  const offered = labels('FROM cgr.dev/acme/node:', { settings: { organization: 'acme' } });
  assert.ok(offered.includes('cgr.dev/acme/node:24-slim'));
  assert.ok(offered.includes('cgr.dev/acme/node:24-dev'));
  assert.ok(!offered.some((label) => /node:20/.test(label)), 'nobody should begin with a version that has ended');
  assert.deepEqual(labels('FROM mirror.acme.dev/x/git', { settings: { registry: 'mirror.acme.dev', organization: 'x' } }).slice(0, 1), [
    'mirror.acme.dev/x/git:latest',
  ]);
});

test('the whole word is replaced', () => {
  assert.equal(taken('FROM cgr.dev/chainguard/no^de:old AS a\n'), 'FROM cgr.dev/chainguard/node:latest AS a\n');
  assert.equal(taken(`😀\r\n${build}COPY --from=cgr^ /a /b\r\n`), `😀\r\n${build}COPY --from=cgr.dev/chainguard/node:latest /a /b\r\n`);
});

test('the ignore comment is offered once somebody asks, not behind every sign of a comment', () => {
  for (const text of ['#', '# ', '# mig', '#mig', '  # migrate-to-']) {
    assert.deepEqual(labels(text), ['# migrate-to-chainguard-ignore', '# migrate-to-chainguard-ignore-file'], text);
  }
  assert.deepEqual(labels('# ', { trigger: ' ' }), []);
  assert.deepEqual(labels('# build'), []);
  assert.equal(taken('FROM a\n#mi^\n'), 'FROM a\n# migrate-to-chainguard-ignore \n');
});

test('rules are offered behind the comment, each once', () => {
  const offered = labels('# migrate-to-chainguard-ignore-file base-image, ', { trigger: ' ' });
  assert.ok(offered.includes('root-step'));
  assert.ok(!offered.includes('base-image'));
  assert.deepEqual(labels('# migrate-to-chainguard-ignore root-s'), ['root-step']);
});

test('packages are offered to who types or asks, not behind every blank', () => {
  assert.equal(labels(`${build}RUN apk add cur`)[0], 'curl');
  assert.ok(labels(`${build}RUN apk add curl `).length > 0);
  assert.deepEqual(labels(`${build}RUN apk add curl `, { trigger: ' ' }), []);
});

test('nothing throws on any beginning of a file', () => {
  const text = `# syntax=x\n${build}COPY --from=build /a /b\nRUN --mount=type=cache,"from=a apk add a\nRUN <<EOF\napk add b\nEOF\nFROM \${A`;
  for (let end = 0; end <= text.length; end++) itemsIn(text.slice(0, end));
});
