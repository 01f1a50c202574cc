/**
 * What a Dockerfile is, as BuildKit reads it. This floor knows nothing of Node or Chainguard.
 *
 * Every node has its exact document range (0-based UTF-16 code units, half-open).
 */
import type { MappedText, Range } from './text.ts';

/** A comment line, `#` included, without its line end and without the blanks before it. */
export interface Comment {
  readonly text: string;
  readonly range: Range;
  /** 0-based line. */
  readonly line: number;
}

/** A parser directive such as `# syntax=docker/dockerfile:1`. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

/** A piece of an instruction as written, with variables unexpanded and quotes kept. */
export interface Word {
  /** As written, without continuations. */
  readonly raw: string;
  /** Quotes and escapes removed, variables unexpanded. For strings of a JSON form: the decoded string. */
  readonly value: string;
  readonly range: Range;
  /** `raw`, still mapped to the document. */
  readonly source: MappedText;
}

/** `--name=value` before the arguments. `value` is undefined for a bare `--link`. */
export interface Flag {
  readonly name: string;
  readonly value: string | undefined;
  readonly range: Range;
  /** Where the value stands; undefined for a bare flag. */
  readonly valueRange: Range | undefined;
  /** `value`, still mapped to the document; undefined for a bare flag. */
  readonly valueText: MappedText | undefined;
}

/** A heredoc of RUN, COPY or ADD. */
export interface Heredoc {
  /** The delimiter without quotes. */
  readonly name: string;
  /** False when the delimiter is quoted: then variables in the body are not expanded. */
  readonly expand: boolean;
  /** `<<-`: leading tabs of the body and of the terminator are removed. */
  readonly chomp: boolean;
  readonly fileDescriptor: number;
  /** Where `<<EOF` itself stands. */
  readonly range: Range;
  /** The body with its line ends, leading tabs removed for `<<-`; still mapped to the document. */
  readonly body: MappedText;
  readonly bodyRange: Range;
  /** False when the document ends before the terminator. */
  readonly terminated: boolean;
}

/** Arguments of RUN, CMD, ENTRYPOINT, SHELL and of HEALTHCHECK CMD. */
export type CommandForm =
  | { readonly form: 'exec'; readonly args: readonly Word[]; readonly range: Range }
  | { readonly form: 'shell'; readonly text: MappedText; readonly range: Range };

/** `KEY=value` of ENV, LABEL and ARG. */
export interface KeyValue {
  readonly key: Word;
  /** Undefined for `ARG NAME` without a default. */
  readonly value: Word | undefined;
  readonly range: Range;
}

interface InstructionBase {
  /** The keyword as written. */
  readonly keywordText: string;
  readonly keywordRange: Range;
  /**
   * From the keyword to the end of the last line that belongs to it (heredocs included), without the final line end.
   * Where the keyword is itself on a continued line (a line with nothing but the escape character before it), from that line.
   */
  readonly range: Range;
  /** 0-based line of the keyword. */
  readonly line: number;
  /** Position in `Dockerfile.instructions`; an instruction inside ONBUILD has its carrier's. */
  readonly index: number;
  readonly flags: readonly Flag[];
  /** The logical line behind the keyword and the flags, without the blanks around it. */
  readonly body: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** Comment lines inside the instruction (between its continued lines). */
  readonly comments: readonly Comment[];
}

export interface FromInstruction extends InstructionBase {
  readonly keyword: 'FROM';
  readonly image: Word | undefined;
  /** The name behind AS. */
  readonly alias: Word | undefined;
  /** Where `AS` itself stands. */
  readonly asRange: Range | undefined;
}
export interface RunInstruction extends InstructionBase {
  readonly keyword: 'RUN';
  readonly command: CommandForm;
}
export interface CommandInstruction extends InstructionBase {
  readonly keyword: 'CMD' | 'ENTRYPOINT' | 'SHELL';
  readonly command: CommandForm;
}
export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: 'HEALTHCHECK';
  /** Undefined for `HEALTHCHECK NONE` and for malformed ones. */
  readonly command: CommandForm | undefined;
  readonly none: boolean;
}
export interface CopyInstruction extends InstructionBase {
  readonly keyword: 'COPY' | 'ADD';
  /** Heredoc sources are not among them: see `heredocs`. */
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  readonly json: boolean;
}
export interface KeyValueInstruction extends InstructionBase {
  readonly keyword: 'ENV' | 'LABEL' | 'ARG';
  readonly pairs: readonly KeyValue[];
  /** The old form `ENV KEY value with blanks`. */
  readonly legacy: boolean;
}
/** Instructions that take plain words. VOLUME may be JSON; its words are then the strings. */
export interface WordsInstruction extends InstructionBase {
  readonly keyword: 'EXPOSE' | 'VOLUME' | 'USER' | 'WORKDIR' | 'STOPSIGNAL' | 'MAINTAINER';
  /** USER, WORKDIR, STOPSIGNAL and MAINTAINER have one word: the whole rest. */
  readonly words: readonly Word[];
  readonly json: boolean;
}
export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: 'ONBUILD';
  readonly instruction: Instruction | undefined;
}
export interface UnknownInstruction extends InstructionBase {
  readonly keyword: 'UNKNOWN';
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CommandInstruction
  | HealthcheckInstruction
  | CopyInstruction
  | KeyValueInstruction
  | WordsInstruction
  | OnbuildInstruction
  | UnknownInstruction;

export type Keyword = Instruction['keyword'];

/** A build stage: FROM and what follows up to the next FROM. */
export interface Stage {
  readonly index: number;
  /** As written behind AS; compare with `sameStageName`. */
  readonly name: string | undefined;
  readonly from: FromInstruction;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
  /** From the FROM to the end of its last instruction. */
  readonly range: Range;
}

/** Something BuildKit would refuse. The tree is still complete; callers must not convert a file that has one of severity error. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
  readonly line: number;
}

export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly escape: '\\' | '`';
  /** All instructions in order, FROM and global ARG included. */
  readonly instructions: readonly Instruction[];
  /** ARG before the first FROM. */
  readonly globalArgs: readonly KeyValueInstruction[];
  readonly stages: readonly Stage[];
  /** Every comment line outside heredoc bodies, those inside instructions included, directives not. */
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}
