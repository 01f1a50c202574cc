/**
 * A second, simpler reading of Dockerfiles, for judging the first: lines, continuations, comments and heredocs, nothing else.
 * It shares no code with the engine on purpose; a mistake of the engine's parser must not hide itself.
 */

export interface PlainInstruction {
  /** Upper case. */
  readonly keyword: string;
  /** Behind the keyword, continuations and inner comments taken out, blanks collapsed; heredoc bodies follow behind line ends. */
  readonly rest: string;
  /** The lines as they stand, without the last line end. */
  readonly raw: string;
  /** 0-based, of the keyword. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Comment lines between its continued lines, trimmed. */
  readonly comments: readonly string[];
}

export interface PlainDockerfile {
  readonly instructions: readonly PlainInstruction[];
  /** Every comment line outside heredocs, directives included, trimmed, in order. */
  readonly comments: readonly string[];
  readonly stages: readonly PlainStage[];
}

export interface PlainStage {
  readonly index: number;
  readonly name: string | undefined;
  /** As written, variables unexpanded, without --platform. */
  readonly image: string;
  readonly from: PlainInstruction;
  /** Without the FROM. */
  readonly instructions: readonly PlainInstruction[];
}

export function readPlainDockerfile(text: string): PlainDockerfile {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const backtick = /^\s*#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 3).join('\n'));
  const continued = backtick ? /^(|[\s\S]*[^`])`[ \t]*$/ : /^(|[\s\S]*[^\\])\\[ \t]*$/;
  const instructions: PlainInstruction[] = [];
  const comments: string[] = [];

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (isComment(line)) {
      comments.push(line.trim());
      continue;
    }
    const firstLine = at;
    const inner: string[] = [];
    let logical = '';
    for (; at < lines.length; at++) {
      const part = (lines[at] ?? '').replace(/\r$/, '');
      if (at > firstLine && isComment(part)) {
        inner.push(part.trim());
        continue;
      }
      if (at > firstLine && part.trim() === '') continue;
      const open = continued.exec(part);
      logical += open === null ? part : (open[1] ?? '');
      if (open === null) break;
    }
    const [, keyword = '', body = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(logical) ?? [];
    let rest = collapse(body);
    if (/^(RUN|COPY|ADD|ONBUILD)$/i.test(keyword)) {
      for (const { name, tabs } of heredocNames(body)) {
        while (at + 1 < lines.length) {
          const bodyLine = (lines[++at] ?? '').replace(/\r$/, '');
          rest += `\n${bodyLine}`;
          if ((tabs ? bodyLine.replace(/^\t+/, '') : bodyLine) === name) break;
        }
      }
    }
    const lastLine = Math.min(at, lines.length - 1);
    const raw = lines
      .slice(firstLine, lastLine + 1)
      .join('\n')
      .replace(/\r$/, '');
    comments.push(...inner);
    instructions.push({ keyword: keyword.toUpperCase(), rest, raw, firstLine, lastLine, comments: inner });
  }
  return { instructions, comments, stages: stagesOf(instructions) };
}

/** Two spellings of one instruction: the keyword's case, blanks and continuations do not count. */
export function meaning({ keyword, rest }: PlainInstruction): string {
  return `${keyword} ${rest}`;
}

/** The strings of a JSON form, undefined for shell form. */
export function jsonForm(rest: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Flags in front of the arguments, and what follows them. */
export function splitFlags(rest: string): { readonly flags: ReadonlyMap<string, string>; readonly arguments: string } {
  const flags = new Map<string, string>();
  let left = rest;
  for (let match = /^--([\w-]+)(?:=(\S*))?(?:\s+|$)/.exec(left); match !== null; match = /^--([\w-]+)(?:=(\S*))?(?:\s+|$)/.exec(left)) {
    flags.set(match[1] ?? '', match[2] ?? '');
    left = left.slice(match[0].length);
  }
  return { flags, arguments: left };
}

function isComment(line: string): boolean {
  return /^\s*#/.test(line);
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function heredocNames(body: string): readonly { readonly name: string; readonly tabs: boolean }[] {
  return [...body.matchAll(/(?<![<\\])<<(-?)[ \t]*(["']?)([^\s"'<>|&;()]+)\2/g)].map(([, dash, , name]) => ({
    name: name ?? '',
    tabs: dash === '-',
  }));
}

function stagesOf(instructions: readonly PlainInstruction[]): readonly PlainStage[] {
  const stages: { index: number; name: string | undefined; image: string; from: PlainInstruction; instructions: PlainInstruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      const [image = '', as, name] = splitFlags(instruction.rest).arguments.split(' ');
      stages.push({
        index: stages.length,
        name: as?.toUpperCase() === 'AS' ? name : undefined,
        image,
        from: instruction,
        instructions: [],
      });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}
