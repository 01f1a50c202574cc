/** The commands of an instruction: RUN, CMD, ENTRYPOINT and HEALTHCHECK in both forms, with heredocs. */
import type { CommandForm, Heredoc, Word } from '../dockerfile/ast.ts';
import type { MappedText, Range } from '../dockerfile/text.ts';
import type { ShellScript, ShellWord, SimpleCommand } from './ast.ts';
import { isShell, shellInvocation } from './invocation.ts';
import { collapsedText, TextBuilder } from './mapped-text.ts';
import { parseShell } from './parse.ts';
import { quoteWord } from './quoting.ts';
import { shebangOf } from './shebang.ts';

/**
 * What an instruction runs.
 *
 * Shell form is read as the shell would, with heredocs as BuildKit passes them on; `["sh", "-c", "…"]` is read as its text; any other exec form is
 * one simple command whose words are literal. `valid: false` without items: SHELL is no POSIX-like shell, or a heredoc is for another interpreter.
 * @param heredocs those of the instruction; only RUN has any
 * @param shell the words of the SHELL instruction in force, undefined for the default; for a Windows stage pass `['cmd', '/S', '/C']`, its default
 */
export function shellOf(command: CommandForm, heredocs: readonly Heredoc[] = [], shell?: readonly string[]): ShellScript {
  if (command.form === 'exec') return ofExecForm(command.args, command.range);
  const source = scriptSource(command.text, heredocs);
  const interpreter = heredocs.length === 0 ? undefined : shebangOf(source.text)?.interpreter;
  const readable = interpreter === undefined ? shell === undefined || isPosixShell(shell) : isShell(interpreter);
  return readable ? parseShell(source) : { items: [], range: command.range, valid: false };
}

/** Whether the words of a SHELL instruction name a shell that reads POSIX-like text. */
export function isPosixShell(shell: readonly string[]): boolean {
  const invocation = shellInvocation([...shell, 'true']);
  return invocation !== undefined && invocation.kind !== 'input';
}

/** BuildKit's reading: a line that is only `<<EOF` stands for the body; otherwise the shell gets the line and every body with its terminator. */
function scriptSource(line: MappedText, heredocs: readonly Heredoc[]): MappedText {
  const [first, ...others] = heredocs;
  if (first === undefined) return line;
  if (others.length === 0 && isHeredocAlone(line.text)) return first.body;
  const script = new TextBuilder(line.toDocument(0));
  script.copy(line);
  for (const { body, name } of heredocs) {
    script.insert('\n');
    script.copy(body);
    script.insert(body.text === '' || body.text.endsWith('\n') ? name : `\n${name}`);
  }
  return script.build();
}

function isHeredocAlone(line: string): boolean {
  return /^\s*\d*<<-?[ \t]*(?:'[^']*'|"[^"]*"|[^\s<'"]+)\s*$/.test(line);
}

function ofExecForm(args: readonly Word[], range: Range): ShellScript {
  const invocation = shellInvocation(args.map((word) => word.value));
  const script = invocation?.kind === 'text' ? args[invocation.index] : undefined;
  if (script !== undefined) return parseShell(jsonStringText(script));
  const command: SimpleCommand = { kind: 'simple', assignments: [], words: args.map(execWord), redirects: [], range };
  const pipeline = { commands: [command], negated: false, timed: false, range };
  return {
    items: args.length === 0 ? [] : [{ pipeline, separator: undefined, background: false }],
    range,
    valid: true,
  };
}

/** A string of the exec form. `raw` is how a shell would spell it; nothing in it is expanded. */
function execWord(word: Word): ShellWord {
  const raw = quoteWord(word.value);
  return {
    raw,
    value: word.value,
    literal: true,
    variables: [],
    substitutions: [],
    source: collapsedText(raw, word.range),
    range: word.range,
  };
}

/** The text of a JSON string, mapped through its escapes; to the whole string where that is not possible. */
function jsonStringText(word: Word): MappedText {
  const { source } = word;
  const builder = new TextBuilder(word.range.start);
  for (const match of source.text.slice(1, -1).matchAll(/\\(?:u[0-9A-Fa-f]{4}|[^])|[^\\]/g)) {
    const [token] = match;
    const start = match.index + 1;
    if (token.length === 1) builder.copy(source, start, start + 1);
    else builder.replace(source, start, start + token.length, decodeEscape(token));
  }
  const text = builder.build();
  return text.text === word.value ? text : collapsedText(word.value, word.range);
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decodeEscape(escape: string): string {
  const kind = escape.charAt(1);
  return kind === 'u' ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)) : (escapes[kind] ?? kind);
}
