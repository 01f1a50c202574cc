/** The value of `RUN --mount`: comma-separated fields, of which one may be quoted to hold a comma. */
import type { Flag } from './ast.ts';
import type { Range } from './text.ts';

/** One `key=value` of a mount. */
export interface MountField {
  /** In lower case. */
  readonly key: string;
  /** Undefined for a bare key such as `ro`. */
  readonly value: string | undefined;
  /** The whole field. */
  readonly range: Range;
  readonly keyRange: Range;
  readonly valueRange: Range | undefined;
}

/** Fields by key. Of a repeated key the last one counts. */
export type Mount = ReadonlyMap<string, MountField>;

/**
 * Reads the value of a `--mount` flag. Keys are in lower case and as written otherwise: `src` and `source` differ.
 * @returns undefined when the quotes do not fit, or the flag has no value
 */
export function parseMount(flag: Flag): Mount | undefined {
  const source = flag.valueText;
  if (source === undefined) {
    return undefined;
  }
  const fields = new Map<string, MountField>();
  for (const piece of splitFields(source.text) ?? [undefined]) {
    if (piece === undefined) {
      return undefined;
    }
    const equals = piece.text.indexOf('=');
    const at = (offset: number): number => piece.start + offset;
    const keyLength = equals === -1 ? piece.text.length : equals;
    const key = piece.text.slice(0, keyLength).toLowerCase();
    fields.set(key, {
      key,
      value: equals === -1 ? undefined : piece.text.slice(equals + 1),
      range: source.rangeOf(piece.start, piece.end),
      keyRange: source.rangeOf(piece.start, at(keyLength)),
      valueRange: equals === -1 ? undefined : source.rangeOf(at(equals + 1), piece.end),
    });
  }
  return fields;
}

interface Field {
  /** Without quotes. */
  readonly text: string;
  /** Offsets inside the quotes. */
  readonly start: number;
  readonly end: number;
}

function splitFields(text: string): readonly Field[] | undefined {
  const fields: Field[] = [];
  let offset = 0;
  while (offset <= text.length) {
    const field = text.charAt(offset) === '"' ? quotedField(text, offset + 1) : plainField(text, offset);
    if (field === undefined) {
      return undefined;
    }
    fields.push(field);
    offset = text.indexOf(',', field.end);
    if (offset === -1) {
      break;
    }
    offset += 1;
  }
  return fields;
}

function plainField(text: string, start: number): Field | undefined {
  const comma = text.indexOf(',', start);
  const end = comma === -1 ? text.length : comma;
  const field = text.slice(start, end);
  return field.includes('"') ? undefined : { text: field, start, end };
}

/** A quote inside is doubled; behind the closing one only a comma or the end may follow. */
function quotedField(text: string, start: number): Field | undefined {
  let end = text.indexOf('"', start);
  while (end !== -1 && text.charAt(end + 1) === '"') {
    end = text.indexOf('"', end + 2);
  }
  const after = text.charAt(end + 1);
  if (end === -1 || (after !== '' && after !== ',')) {
    return undefined;
  }
  return { text: text.slice(start, end).replaceAll('""', '"'), start, end };
}
