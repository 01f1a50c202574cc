/** What holds for the parser on any text at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  baseStage,
  copySourceStages,
  createScopes,
  type Dockerfile,
  expandWord,
  type Instruction,
  type MappedText,
  parseDockerfile,
  type Range,
  variableReferences,
  type Word,
} from '../../server/src/dockerfile/index.ts';

const keywords =
  'FROM RUN CMD ENTRYPOINT SHELL COPY ADD ENV LABEL ARG EXPOSE VOLUME USER WORKDIR STOPSIGNAL MAINTAINER HEALTHCHECK ONBUILD NOPE'.split(
    ' ',
  );
const pieces = [
  ' ',
  ' ',
  ' ',
  '\t',
  '\n',
  '\n',
  '\r\n',
  '\\\n',
  ' \\\n  ',
  '\\\r\n',
  '`\n',
  '\n# note\n',
  '# ',
  'a',
  'node:22',
  '/app',
  '.',
  '=',
  'A=1',
  'B="x y"',
  "C='z'",
  '$A',
  '${A:-b}',
  '${',
  '}',
  '"',
  "'",
  '\\',
  '`',
  '[',
  ']',
  '["a", "b\\n"]',
  '[1]',
  ',',
  '<<',
  '<<EOF',
  '<<-"E F"',
  '<< X',
  '\nEOF\n',
  '\nX\n',
  '--from=0',
  '--mount=type=cache,target=/x',
  '--link',
  'AS b',
  'as',
  'CMD',
  'NONE',
  '\ufeff',
  'é',
  '😀',
  '\u0000',
  '\u00a0',
];
const dockerfileLike = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.constantFrom(...keywords).map((keyword) => `\n${keyword} `) },
    ),
    { maxLength: 60, size: 'max' },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(
  dockerfileLike,
  fc.string({ unit: 'binary', maxLength: 200, size: 'max' }),
  fc.string({ unit: 'grapheme', maxLength: 100, size: 'max' }),
);

test('nothing throws, whatever the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const dockerfile = parseDockerfile(text);
      const scopes = createScopes(dockerfile);
      for (const stage of dockerfile.stages) {
        baseStage(dockerfile, stage, scopes);
        scopes.atEnd(stage);
        for (const instruction of stage.instructions) {
          scopes.before(instruction);
          if (instruction.keyword === 'COPY' || instruction.keyword === 'RUN') {
            copySourceStages(dockerfile, instruction, stage);
          }
        }
      }
      assert.equal(dockerfile.text, text);
    }),
    { numRuns: 1500 },
  );
});

test('words expand without throwing, and references lie inside the word', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('\\', '`'), (raw, escape) => {
      const { value } = expandWord(raw, (name) => (name.length % 2 === 0 ? 'a*b' : undefined), escape);
      assert.equal(typeof value, 'string');
      for (const { name, range, nameRange } of variableReferences(raw, escape)) {
        assertInside(nameRange, range);
        assertInside(range, { start: 0, end: raw.length });
        assert.equal(raw.slice(nameRange.start, nameRange.end), name);
      }
    }),
    { numRuns: 1500 },
  );
});

test('instructions stand one behind the other, and what they hold lies inside them', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const dockerfile = parseDockerfile(text);
      let end = 0;
      for (const instruction of dockerfile.instructions) {
        assert.ok(instruction.range.start >= end);
        end = instruction.range.end;
        checkInstruction(dockerfile, instruction);
      }
      assert.ok(end <= text.length);
      for (const problem of dockerfile.problems) {
        assertInside(problem.range, { start: 0, end: text.length });
      }
    }),
    { numRuns: 1500 },
  );
});

test('between instructions there is nothing but blanks, comments and directives', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const dockerfile = parseDockerfile(text);
      const outside = dockerfile.comments.filter((comment) => !dockerfile.instructions.some(({ range }) => contains(range, comment.range)));
      const known = [...dockerfile.instructions, ...outside, ...dockerfile.directives]
        .map(({ range }) => range)
        .sort((one, other) => one.start - other.start);
      let rest = '';
      let whole = '';
      let end = 0;
      for (const range of known) {
        rest += text.slice(end, range.start);
        whole += text.slice(end, range.start) + text.slice(range.start, range.end);
        end = range.end;
      }
      assert.match(rest + text.slice(end), /^\ufeff?[\s\u0085]*$/u);
      assert.equal(whole + text.slice(end), text);
    }),
    { numRuns: 1500 },
  );
});

test('Windows line ends make no difference', () => {
  fc.assert(
    fc.property(dockerfileLike, (mixed) => {
      const text = mixed.replaceAll('\r', '');
      assert.deepEqual(shapeOf(parseDockerfile(text.replaceAll('\n', '\r\n'))), shapeOf(parseDockerfile(text)));
    }),
    { numRuns: 1500 },
  );
});

function checkInstruction(dockerfile: Dockerfile, instruction: Instruction): void {
  const { range, keywordRange, flags, body, heredocs, comments } = instruction;
  assertInside(keywordRange, range);
  assert.ok(keywordRange.end - keywordRange.start >= instruction.keywordText.length);
  for (const flag of flags) {
    assertInside(flag.range, range);
    assert.ok(flag.range.start >= keywordRange.end);
    assert.ok(flag.valueRange === undefined || contains(flag.range, flag.valueRange));
  }
  checkText(dockerfile, body, range);
  for (const comment of comments) {
    assertInside(comment.range, range);
    assert.equal(dockerfile.text.slice(comment.range.start, comment.range.end), comment.text);
  }
  for (const heredoc of heredocs) {
    assertInside(heredoc.range, range);
    checkText(dockerfile, heredoc.body, range);
  }
  for (const word of wordsOf(instruction)) {
    assertInside(word.range, range);
    assert.equal(word.source.text, word.raw);
    checkText(dockerfile, word.source, range);
  }
  if (instruction.keyword === 'ONBUILD' && instruction.instruction !== undefined) {
    assertInside(instruction.instruction.range, range);
    checkInstruction(dockerfile, instruction.instruction);
  }
}

/** Every character of the text stands in the document where its map says. */
function checkText(dockerfile: Dockerfile, text: MappedText, range: Range): void {
  let last = range.start;
  for (let offset = 0; offset < text.text.length; offset += 1) {
    const place = text.toDocument(offset);
    assert.ok(place >= last && place < dockerfile.text.length);
    assert.equal(dockerfile.text.charAt(place), text.text.charAt(offset));
    last = place;
  }
}

function wordsOf(instruction: Instruction): readonly Word[] {
  switch (instruction.keyword) {
    case 'FROM':
      return [instruction.image, instruction.alias].filter((word) => word !== undefined);
    case 'COPY':
    case 'ADD':
      return [...instruction.sources, instruction.destination].filter((word) => word !== undefined);
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      return instruction.pairs.flatMap((pair) => (pair.value === undefined ? [pair.key] : [pair.key, pair.value]));
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return instruction.command.form === 'exec' ? instruction.command.args : [];
    case 'HEALTHCHECK':
      return instruction.command?.form === 'exec' ? instruction.command.args : [];
    case 'ONBUILD':
    case 'UNKNOWN':
      return [];
    default:
      return instruction.words;
  }
}

/** What a file says, without offsets. */
function shapeOf(dockerfile: Dockerfile): unknown {
  return {
    escape: dockerfile.escape,
    comments: dockerfile.comments.map(({ text, line }) => [text, line]),
    problems: dockerfile.problems.map(({ message, line }) => [message, line]),
    instructions: dockerfile.instructions.map((instruction) => ({
      keyword: instruction.keywordText,
      line: instruction.line,
      flags: instruction.flags.map(({ name, value }) => [name, value]),
      body: instruction.body.text,
      words: wordsOf(instruction).map((word) => [word.raw, word.value]),
      heredocs: instruction.heredocs.map(({ name, body }) => [name, body.text.replaceAll('\r\n', '\n')]),
    })),
  };
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}

function assertInside(inner: Range, outer: Range): void {
  assert.ok(contains(outer, inner), `${JSON.stringify(inner)} is not inside ${JSON.stringify(outer)}`);
}
