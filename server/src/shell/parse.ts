/** Text to `ShellScript`, on the parser `unbash`. */
import { parse } from 'unbash';
import type { MappedText } from '../dockerfile/text.ts';
import { documentSlice } from '../dockerfile/source-map.ts';
import type { ShellScript, ShellWord } from './ast.ts';
import { isWithinLimits, withinStack } from './limits.ts';
import { ScriptReader } from './script-reader.ts';

/**
 * Reads `source` as a script of a POSIX-like shell (bash's grammar). Comments are ignored; ranges are the document's.
 * Never throws: text over the limits has no items, text with syntax errors has what could be read; both are `valid: false`.
 */
export function parseShell(source: MappedText): ShellScript {
  const text = withUnixLineEnds(source.text);
  const range = source.rangeOf(0, text.length);
  const read = (): ShellScript => new ScriptReader(text === source.text ? source : withText(source, text)).read(parse(text));
  return (isWithinLimits(text) ? withinStack(read) : undefined) ?? { items: [], range, valid: false };
}

/** `parseShell` for text that stands alone, such as a script of package.json: ranges are offsets in `text`. */
export function parseScriptText(text: string): ShellScript {
  return parseShell(documentSlice(text, 0, text.length));
}

/** The words of a text that is one simple command without redirections; undefined when it is more than that. */
export function splitWords(text: string): readonly ShellWord[] | undefined {
  const script = parseScriptText(text);
  const [item, ...rest] = script.items;
  if (item === undefined) return script.valid ? [] : undefined;
  const [command, ...piped] = item.pipeline.commands;
  if (!script.valid || rest.length + piped.length > 0 || item.pipeline.negated || item.pipeline.timed || item.background) return undefined;
  if (command?.kind !== 'simple' || command.assignments.length + command.redirects.length > 0) return undefined;
  return command.words;
}

/** CR LF becomes blank LF, and backslash CR LF blank backslash LF: the same length, so that offsets stay. */
function withUnixLineEnds(text: string): string {
  return text.includes('\r\n') ? text.replace(/(\\?)\r\n/g, (_, escape: string) => ` ${escape}\n`) : text;
}

function withText(source: MappedText, text: string): MappedText {
  return {
    text,
    toDocument: source.toDocument.bind(source),
    rangeOf: source.rangeOf.bind(source),
    slice: (start, end) => withText(source.slice(start, end), text.slice(start, end)),
  };
}
