/** Changes of a settings file that keep its comments and its layout. */
import { modify } from 'jsonc-parser';
import type { Range } from '../dockerfile/text.ts';
import { lineEnding } from '../dockerfile/index.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Severity } from '../settings.ts';
import { readSettingsFile } from './read-settings-file.ts';

export interface SettingsEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Gives a rule another severity. Undefined for a text with mistakes: what would come of it nobody can tell. */
export function editSeverity(text: string, rule: RuleId, severity: Severity | 'off'): readonly SettingsEdit[] | undefined {
  if (readSettingsFile(text).kind !== 'read') return undefined;
  const insertSpaces = !/^\t/m.test(text);
  const tabSize = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  const edits = modify(text, ['severities', rule], severity, { formattingOptions: { insertSpaces, tabSize, eol: lineEnding(text) } });
  return edits.map(({ offset, length, content }) => ({ range: { start: offset, end: offset + length }, newText: content }));
}

/** A settings file that says nothing else. */
export function severityFile(rule: RuleId, severity: Severity | 'off'): string {
  return `${JSON.stringify({ severities: { [rule]: severity } }, undefined, 2)}\n`;
}
