import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { insertionAt } from '../../../server/src/language-server/package-requests.ts';

/** `|` is the cursor. */
function inserted(marked: string, ...packages: string[]): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const document = TextDocument.create('file:///Dockerfile', 'dockerfile', 1, text);
  const { edit } = insertionAt(document, offset, packages);
  return edit === undefined ? text : TextDocument.applyEdits(document, [edit]);
}

const from = 'FROM cgr.dev/chainguard/node:latest-dev\n';

test('a package is written behind the last one of the apk add at the cursor', () => {
  assert.equal(inserted(`${from}RUN apk add --no-cache cu|rl && true\n`, 'git'), `${from}RUN apk add --no-cache curl git && true\n`);
  assert.equal(inserted(`${from}RUN a|pk add\n`, 'git', 'jq'), `${from}RUN apk add git jq\n`);
  assert.equal(
    inserted(`${from}RUN apk update && apk add curl| && apk del curl\n`, 'git'),
    `${from}RUN apk update && apk add curl git && apk del curl\n`,
  );
});

test('blanks in front of the cursor are used', () => {
  assert.equal(inserted(`${from}RUN apk add |\n`, 'git'), `${from}RUN apk add git\n`);
});

test('one package to a line stays one to a line', () => {
  const before = `${from}RUN apk add --no-cache \\\n      curl \\\n      j|q \\\n  && true\n`;
  assert.equal(inserted(before, 'git'), `${from}RUN apk add --no-cache \\\n      curl \\\n      jq \\\n      git \\\n  && true\n`);
});

test('what is there is not written again, whatever its version', () => {
  const before = `${from}RUN apk add curl=8.1-r0 jq|\n`;
  assert.equal(inserted(before, 'curl'), before.replace('|', ''));
  assert.equal(inserted(before, 'curl', 'git'), `${from}RUN apk add curl=8.1-r0 jq git\n`);
});

test('anywhere else it is written at the cursor', () => {
  assert.equal(inserted(`${from}# |\nRUN apk add curl\n`, 'git', 'jq'), `${from}# git jq\nRUN apk add curl\n`);
  assert.equal(inserted(`${from}RUN apk del | curl\n`, 'git'), `${from}RUN apk del git curl\n`);
  assert.equal(inserted(`${from}RUN apk add curl; echo |\n`, 'git'), `${from}RUN apk add curl; echo git\n`);
  assert.equal(inserted('|', 'git'), 'git');
});
