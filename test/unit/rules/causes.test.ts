import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import { APP, look } from './look.ts';

/** The text of the places that the first finding of a rule points at. */
function causes(rule: RuleId, text: string): string[] {
  const finding = look(rule, text, APP).findings.find((one) => one.rule === rule);
  assert.ok(finding, `${rule} speaks`);
  return finding.related.map(({ range }) => text.slice(range.start, range.end));
}

const image = 'cgr.dev/chainguard/node:latest';

test('a start that cannot work points at the image whose entrypoint is node', () => {
  assert.deepEqual(causes('start-command', `FROM ${image}\nCOPY . .\nCMD ["node", "app.js"]\n`), [image]);
  assert.deepEqual(causes('start-command', `FROM ${image} AS base\nFROM base\nCOPY . .\nCMD npm start\n`), [image]);
});

test('a start that will not work after a move points at the entrypoint before it', () => {
  const text = 'FROM node:24\nCOPY . .\nENTRYPOINT ["/usr/bin/env"]\nCMD npm start\n';
  assert.deepEqual(causes('start-command', text), ['ENTRYPOINT ["/usr/bin/env"]']);
  assert.deepEqual(causes('start-command', 'FROM node:24\nCOPY . .\nCMD npm start\n'), []);
});

test('a step of root points at the USER in force, or at the image', () => {
  assert.deepEqual(causes('root-step', `FROM ${image}-dev\nUSER node\nRUN apk add curl\n`), ['USER node']);
  assert.deepEqual(causes('root-step', `FROM ${image}-dev\nRUN apk add curl\n`), [`${image}-dev`]);
});

test('a last USER points at what starts as that user', () => {
  assert.deepEqual(causes('final-user', `FROM ${image}\nCOPY . .\nUSER root\nCMD ["app.js"]\n`), ['CMD ["app.js"]']);
  assert.deepEqual(causes('final-user', `FROM ${image}\nCOPY . .\nUSER app\nCMD ["app.js"]\n`), [image]);
});

test('what an image lacks points at the image', () => {
  assert.deepEqual(causes('missing-tool', `FROM ${image}-dev\nRUN python3 a.py\n`), [`${image}-dev`]);
  assert.deepEqual(causes('missing-tool', 'FROM node:24\nRUN curl -O https://example.com/a\n'), ['node:24']);
  assert.deepEqual(causes('package-manager', `FROM ${image}-dev\nUSER root\nRUN apt-get install -y git\n`), [`${image}-dev`]);
  assert.deepEqual(causes('shell-in-runtime', `FROM ${image}\nRUN true\n`), [image]);
  assert.deepEqual(causes('file-owner', `FROM ${image}\nCOPY --chown=app:app . .\nCMD ["app.js"]\n`), [image]);
});
