/** Changes of a settings file that keep its comments and its layout. */
import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
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
  // A byte order mark is no part of JSON, and a blank in its place keeps all positions.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
  if (root === undefined) return undefined;
  const value = JSON.stringify(severity);
  const present = findNodeAtLocation(root, ['severities', rule]);
  if (present !== undefined) return present.value === severity ? [] : [replacement(present, value)];
  const severities = findNodeAtLocation(root, ['severities']);
  if (severities !== undefined) return addProperty(text, severities, rule, () => value);
  return addProperty(text, root, 'severities', (layout) => {
    const { before, after } = layout.inner;
    return `{${before}${JSON.stringify(rule)}: ${value}${after}}`;
  });
}

/** A settings file that says nothing else. */
export function severityFile(rule: RuleId, severity: Severity | 'off'): string {
  return `${JSON.stringify({ severities: { [rule]: severity } }, undefined, 2)}\n`;
}

/** What stands in front of a property that is added, and around what an object as its value holds. */
interface Layout {
  readonly before: string;
  readonly after: string;
  readonly inner: { readonly before: string; readonly after: string };
}

/**
 * Behind the last property and the comment at the end of its line: that comment speaks of its own line. The library that parses has a
 * function for this, which carries the comment behind what is added.
 */
function addProperty(text: string, object: Node, key: string, value: (layout: Layout) => string): readonly SettingsEdit[] {
  const layout = layoutOf(text, object);
  const property = `${layout.before}${JSON.stringify(key)}: ${value(layout)}`;
  const last = object.children?.at(-1);
  const close = object.offset + object.length - 1;
  if (last === undefined) {
    const start = text.slice(0, close).trimEnd().length;
    // What stands between is white space; a comment without an end of line behind it is not.
    return [{ range: { start, end: close }, newText: `${property}${layout.after}` }];
  }
  const end = last.offset + last.length;
  const comma = commaBehind(text, end);
  const behind = comma ?? end;
  const [comment = ''] = /^(?:[ \t]*\/\*(?:(?!\*\/)[^\r\n])*\*\/)*(?:[ \t]*\/\/[^\r\n]*)?/.exec(text.slice(behind, close)) ?? [];
  const place = behind + comment.length;
  if (comma !== undefined) return [insertion(place, property)];
  return place === end ? [insertion(end, `,${property}`)] : [insertion(end, ','), insertion(place, property)];
}

/** The offset behind a comma that follows, past blanks and comments. */
function commaBehind(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const next = scanner.getTokenOffset();
  return text.charAt(next) === ',' ? next + 1 : undefined;
}

function layoutOf(text: string, object: Node): Layout {
  const body = text.slice(object.offset + 1, object.offset + object.length - 1);
  const own = indentationAt(text, object.offset);
  const onOneLine = body.trim() !== '' && !/[\r\n]/.test(body);
  if (onOneLine) return { before: ' ', after: ' ', inner: { before: ' ', after: ' ' } };
  const first = object.children?.[0];
  const unit = /^\t/m.test(text) ? '\t' : (/^( +)\S/m.exec(text)?.[1] ?? '  ');
  const child = first === undefined ? own + unit : indentationAt(text, first.offset);
  const eol = lineEnding(text);
  return { before: eol + child, after: eol + own, inner: { before: eol + child + unit, after: eol + child } };
}

/** The blanks that the line of an offset begins with. */
function indentationAt(text: string, offset: number): string {
  const line = text.slice(Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function replacement({ offset, length }: Node, newText: string): SettingsEdit {
  return { range: { start: offset, end: offset + length }, newText };
}

function insertion(offset: number, newText: string): SettingsEdit {
  return { range: { start: offset, end: offset }, newText };
}
