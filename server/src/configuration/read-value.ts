/** One setting as an editor hands it over: a value of JSON, without a text around it. */
import { parseTree } from 'jsonc-parser';
import type { Kind, Note } from './kinds.ts';

/** `problems` are sentences without their full stops. A value with a problem may still have a usable part. Never throws. */
export function readValue<T>(
  kind: Kind<T>,
  name: string,
  value: unknown,
): { readonly value: T | undefined; readonly problems: readonly string[] } {
  const root = parseTree(JSON.stringify(value) ?? 'null');
  const problems: string[] = [];
  const note: Note = (_node, message) => {
    problems.push(message);
    return undefined;
  };
  const read = root && kind.read(root, name, note);
  return { value: read, problems };
}
