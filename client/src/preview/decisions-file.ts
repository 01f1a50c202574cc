/** Decisions in the text of a repository's settings file. */
import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import type { Decisions } from '../../../server/src/protocol.ts';

export const decisionKeys = [
  'strategy',
  'organization',
  'registry',
  'nodeVersion',
  'workingDirectory',
] as const satisfies readonly (keyof Decisions)[];

/** The settings file with the decisions in it; everything else stays as it is. Undefined when the present text is no JSON object. */
export function withDecisions(text: string, decisions: Decisions): string | undefined {
  const errors: ParseError[] = [];
  const present: unknown = text.trim() === '' ? {} : parse(text, errors);
  if (errors.length > 0 || typeof present !== 'object' || present === null || Array.isArray(present)) return undefined;
  let result = text.trim() === '' ? '{}\n' : text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  for (const key of decisionKeys) {
    const value = decisions[key];
    if (value === undefined) continue;
    // An empty organization is none.
    const written = key === 'organization' && value === '' ? undefined : value;
    if (written === undefined && !(key in present)) continue;
    result = applyEdits(result, modify(result, [key], written, { formattingOptions: { insertSpaces: true, tabSize: 2, eol } }));
  }
  return result;
}
