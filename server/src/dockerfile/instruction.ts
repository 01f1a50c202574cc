/** From a logical line to an instruction. */
import type { Comment, Flag, Heredoc, Instruction, SyntaxProblem } from './ast.ts';
import { readFlags } from './flags.ts';
import {
  type Report,
  readArguments,
  readBlankSeparated,
  readCommandForm,
  readHealthcheck,
  readPairs,
  readSingleWord,
  readSources,
  readWordList,
} from './instruction-body.ts';
import type { MappedText, Range } from './text.ts';
import { isWordSeparator, skipSpace, trimSpaceEnd } from './white-space.ts';

/** A logical line cut into keyword, flags and arguments. */
export interface InstructionHead {
  readonly keywordText: string;
  readonly keywordRange: Range;
  readonly flags: readonly Flag[];
  readonly body: MappedText;
}

/** Where an instruction stands, and what belongs to it besides its logical line. */
interface Place {
  readonly index: number;
  readonly line: number;
  readonly range: Range;
  readonly heredocs: readonly Heredoc[];
  readonly comments: readonly Comment[];
}

/** What an instruction takes from its surroundings. */
export interface InstructionSetting extends Place {
  readonly escape: string;
  readonly problems: SyntaxProblem[];
}

/** Cuts a logical line. */
export function readHead(line: MappedText, escape: string): InstructionHead {
  const { text } = line;
  const start = skipSpace(text, 0, text.length);
  const end = trimSpaceEnd(text, start, text.length);
  let keywordEnd = start;
  while (keywordEnd < end && !isWordSeparator(text.charCodeAt(keywordEnd))) {
    keywordEnd += 1;
  }
  const trimmed = end === text.length ? line : line.slice(0, end);
  const { flags, end: bodyStart } = readFlags(trimmed, keywordEnd, escape);
  return {
    keywordText: text.slice(start, keywordEnd),
    keywordRange: line.rangeOf(start, keywordEnd),
    flags,
    body: trimmed.slice(skipSpace(text, bodyStart, end)),
  };
}

/** Builds the instruction that a head stands for; what BuildKit's parser refuses goes to `setting.problems`. */
export function buildInstruction(head: InstructionHead, setting: InstructionSetting, depth = 0): Instruction {
  const { escape } = setting;
  const { body } = head;
  const report: Report = (message) => {
    setting.problems.push({ message, range: head.keywordRange, line: setting.line });
  };
  const keyword = head.keywordText.toUpperCase();
  switch (keyword) {
    case 'FROM':
      return complete(head, setting, { keyword, ...readFrom(body, escape) });
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return complete(head, setting, { keyword, command: readCommandForm(body, report) });
    case 'HEALTHCHECK': {
      const { type, command } = readHealthcheck(body, report);
      return complete(head, setting, { keyword, none: type === 'NONE', command: type === 'CMD' ? command : undefined });
    }
    case 'COPY':
    case 'ADD': {
      const { words, json } = readWordList(body, escape, report);
      const { sources, destination } = readSources(words, json);
      return complete(head, setting, { keyword, json, sources, destination });
    }
    case 'ENV':
    case 'LABEL': {
      const { pairs, legacy } = readPairs(body, escape, report);
      return complete(head, setting, { keyword, pairs, legacy });
    }
    case 'ARG':
      return complete(head, setting, { keyword, pairs: readArguments(body, escape), legacy: false });
    case 'EXPOSE':
      return complete(head, setting, { keyword, words: readBlankSeparated(body, escape), json: false });
    case 'VOLUME': {
      const { words, json } = readWordList(body, escape, report);
      return complete(head, setting, { keyword, words, json });
    }
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return complete(head, setting, { keyword, words: readSingleWord(body, escape), json: false });
    case 'ONBUILD':
      return complete(head, setting, { keyword, instruction: readTrigger(head, setting, depth) });
    default:
      return complete(head, setting, { keyword: 'UNKNOWN' });
  }
}

/** Assigning is many times faster here than spreading, and a Dockerfile is read at every keystroke. */
function complete<Details extends object>(
  head: InstructionHead,
  setting: InstructionSetting,
  details: Details,
): InstructionHead & Place & Details {
  const base: InstructionHead & Place = {
    keywordText: head.keywordText,
    keywordRange: head.keywordRange,
    range: setting.range,
    line: setting.line,
    index: setting.index,
    flags: head.flags,
    body: head.body,
    heredocs: setting.heredocs,
    comments: setting.comments,
  };
  return Object.assign(base, details);
}

function readFrom(body: MappedText, escape: string): Pick<Extract<Instruction, { keyword: 'FROM' }>, 'image' | 'alias' | 'asRange'> {
  const [image, as, alias] = readBlankSeparated(body, escape);
  const named = as !== undefined && /^as$/iu.test(as.raw);
  return { image, alias: named ? alias : undefined, asRange: named ? as.range : undefined };
}

/** BuildKit refuses an ONBUILD behind another; a long row of them must not exhaust the stack. */
const deepestTrigger = 4;

function readTrigger(head: InstructionHead, setting: InstructionSetting, depth: number): Instruction | undefined {
  if (head.body.text === '' || depth === deepestTrigger) {
    return undefined;
  }
  const inner = readHead(head.body, setting.escape);
  const start = inner.keywordRange.start;
  const comments = setting.comments.filter((comment) => comment.range.start >= start);
  return buildInstruction(inner, { ...setting, comments, range: { start, end: setting.range.end } }, depth + 1);
}
