/** Text of a settings file → what it sets, or every mistake in it with its place. */
import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { imagesConflict } from './image-keys.ts';
import { entriesOf, type Mistake, parseJson } from './json-text.ts';
import { type ConfiguredSettings, SCHEMA_KEY, SETTING_KEYS } from './keys.ts';
import { type Note, object } from './kinds.ts';

export type SettingsReading =
  | { readonly kind: 'read'; readonly settings: ConfiguredSettings }
  /** In the order of the text. A file with any mistake sets nothing: half a configuration would be a guess. */
  | { readonly kind: 'mistaken'; readonly mistakes: readonly Mistake[] };

export const SETTINGS_FILE_KIND = object(SETTING_KEYS, [SCHEMA_KEY]);

/** Pure; never throws, on any text. */
export function readSettingsFile(text: string): SettingsReading {
  const parsed = parseJson(text);
  if ('mistake' in parsed) return { kind: 'mistaken', mistakes: [parsed.mistake] };
  const mistakes: Mistake[] = [];
  const note: Note = ({ offset, length }, message, isJson = false) => {
    mistakes.push({ range: { start: offset, end: offset + length }, message, isJson });
    return undefined;
  };
  const settings = SETTINGS_FILE_KIND.read(parsed.root, '', note);
  if (settings !== undefined) checkTogether(parsed.root, settings, note);
  if (mistakes.length > 0 || settings === undefined)
    return { kind: 'mistaken', mistakes: mistakes.toSorted((a, b) => a.range.start - b.range.start) };
  return { kind: 'read', settings };
}

/** What is wrong only beside another key. */
function checkTogether(root: Node, { nodeVersion, organization, images }: ConfiguredSettings, note: Note): void {
  const nodeOf = (name: string): Node => entriesOf(root).find((entry) => entry.name === name)?.value ?? root;
  if (nodeVersion !== undefined && nodeVersion !== 'latest' && organization === undefined) {
    const message = l10n.t('"nodeVersion" can be "{0}" only beside an "organization": the free images have no versions', nodeVersion);
    note(nodeOf('nodeVersion'), message);
  }
  const conflict = images && imagesConflict(images);
  if (conflict !== undefined) note(nodeOf('images'), conflict);
}
