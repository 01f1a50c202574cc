/**
 * Our parser against trees that BuildKit's parser gave for the same text (v0.32). A case is a JSON file: the lines of a
 * Dockerfile, whether BuildKit accepts it, and its instructions with 1-based first and last line.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type CommandForm, type Instruction, lineStarts, parseDockerfile, positionAt } from '../../../server/src/dockerfile/index.ts';

interface Tree {
  readonly keyword: string;
  readonly lines?: readonly number[];
  readonly flags?: readonly string[];
  readonly json?: true;
  readonly arguments?: readonly string[];
  readonly heredocs?: readonly unknown[];
  readonly instruction?: Tree;
}

interface Case {
  readonly dockerfile: readonly string[];
  readonly accepted: boolean;
  readonly escape?: string;
  readonly instructions?: readonly Tree[];
}

const folder = new URL('./trees/', import.meta.url);

for (const file of readdirSync(folder)) {
  const expected = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case;
  test(`tree of ${file.replace('.json', '')}`, () => {
    const text = expected.dockerfile.join('\n');
    const parsed = parseDockerfile(text);
    assert.equal(parsed.problems.length === 0, expected.accepted, JSON.stringify(parsed.problems));
    if (expected.instructions !== undefined) {
      assert.equal(parsed.escape, expected.escape);
      const starts = lineStarts(text);
      assert.deepEqual(
        parsed.instructions.map((instruction) => treeOf(instruction, starts)),
        expected.instructions,
      );
    }
  });
}

function treeOf(instruction: Instruction, starts: readonly number[]): Tree {
  const lineOf = (offset: number): number => positionAt(starts, offset).line + 1;
  const { heredocs, ...tree } = treeWithoutPlace(instruction);
  const { keyword, ...rest } = tree;
  return {
    keyword,
    lines: [lineOf(instruction.range.start), lineOf(instruction.range.end)],
    ...rest,
    ...(heredocs === undefined ? {} : { heredocs }),
  };
}

/** BuildKit keeps the heredocs of a trigger at its ONBUILD. */
function treeWithoutPlace(instruction: Instruction, withHeredocs = true): Tree {
  const flags = instruction.flags.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name}=${value}`));
  const heredocs = instruction.heredocs.map((heredoc) => ({
    name: heredoc.name,
    expand: heredoc.expand,
    chomp: heredoc.chomp,
    descriptor: heredoc.fileDescriptor,
    body: heredoc.body.text,
  }));
  const trigger = instruction.keyword === 'ONBUILD' ? instruction.instruction : undefined;
  const { json, words } = argumentsOf(instruction);
  return {
    keyword: instruction.keywordText,
    ...(flags.length > 0 ? { flags } : {}),
    ...(json ? { json } : {}),
    ...(trigger === undefined ? { arguments: words } : {}),
    ...(withHeredocs && heredocs.length > 0 ? { heredocs } : {}),
    ...(trigger === undefined ? {} : { instruction: treeWithoutPlace(trigger, false) }),
  };
}

function argumentsOf(instruction: Instruction): { json: boolean; words: readonly string[] } {
  const asWritten = instruction.body.text.split(/[\t\v\f\r ]+/u).filter((word) => word !== '');
  switch (instruction.keyword) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return commandArguments(instruction.command);
    case 'HEALTHCHECK': {
      const type = asWritten[0] ?? '';
      const command =
        instruction.command === undefined ? { json: false, words: asWritten.slice(1) } : commandArguments(instruction.command);
      return { json: command.json, words: [type, ...command.words] };
    }
    case 'COPY':
    case 'ADD': {
      const { json, sources, destination } = instruction;
      const words = destination === undefined ? sources : [...sources, destination];
      return { json, words: json ? words.map((word) => word.value) : asWritten };
    }
    case 'ENV':
    case 'LABEL':
      return {
        json: false,
        words: instruction.pairs.flatMap((pair) => [pair.key.raw, pair.value?.raw ?? '', instruction.legacy ? '' : '=']),
      };
    case 'ARG':
      return {
        json: false,
        words: instruction.pairs.map((pair) => (pair.value === undefined ? pair.key.raw : `${pair.key.raw}=${pair.value.raw}`)),
      };
    case 'FROM':
      return { json: false, words: asWritten };
    case 'ONBUILD':
      return { json: false, words: [] };
    case 'UNKNOWN':
      return { json: false, words: [''] };
    default:
      return { json: instruction.json, words: instruction.words.map((word) => (instruction.json ? word.value : word.raw)) };
  }
}

function commandArguments(command: CommandForm): { json: boolean; words: readonly string[] } {
  if (command.form === 'exec') {
    return { json: true, words: command.args.map((word) => word.value) };
  }
  return { json: false, words: command.text.text === '' ? [] : [command.text.text] };
}
