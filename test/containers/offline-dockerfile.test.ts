import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutSyntaxLine } from '../../scripts/containers/offline-dockerfile.ts';

test('a syntax line would make BuildKit pull a parser; the lines keep their numbers', () => {
  assert.equal(withoutSyntaxLine('# syntax=docker/dockerfile:1\nFROM node:20\n'), '#\nFROM node:20\n');
  assert.equal(withoutSyntaxLine('# escape=`\n#syntax = docker/dockerfile:1\nFROM node:20\n'), '# escape=`\n#\nFROM node:20\n');
});

test('below the directives it is a comment', () => {
  const text = '# The image\n# syntax=docker/dockerfile:1\nFROM node:20\n';
  assert.equal(withoutSyntaxLine(text), text);
});
