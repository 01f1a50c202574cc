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

const byteOrderMark = '\uFEFF';

/** The settings file with the decisions in it; everything else stays as it is. Undefined when the present text is no JSON object. */
export function withDecisions(text: string, decisions: Decisions): string | undefined {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const body = text.slice(mark.length);
  const isEmpty = body.trim() === '';
  const present = isEmpty ? {} : settingsIn(body);
  if (present === undefined) return undefined;
  let result = isEmpty ? '{}\n' : body;
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  for (const key of decisionKeys) {
    const value = decisions[key];
    if (value === undefined) continue;
    // An empty organization is none.
    const written = key === 'organization' && value === '' ? undefined : value;
    if (written === undefined && !(key in present)) continue;
    result = applyEdits(result, modify(result, [key], written, { formattingOptions: { insertSpaces: true, tabSize: 2, eol } }));
  }
  return mark + result;
}

/** Which decisions a settings file takes; none when it cannot be read. */
export function decidedIn(text: string): readonly (keyof Decisions)[] {
  const settings = settingsIn(text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text) ?? {};
  return decisionKeys.filter((key) => key in settings);
}

/** Comments and a comma at the end are allowed, as where the file is read. Undefined when it is no JSON object. */
function settingsIn(text: string): object | undefined {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0 && typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
