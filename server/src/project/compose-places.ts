/** Where something stands in a compose file: what has to follow a migration there is shown with its line. */
import { isAlias, isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from 'yaml';
import { textOf } from './existence.ts';
import type { ProjectFiles } from './files.ts';
import { rememberParsed } from './text-cache.ts';

/** A line of another file of the project. */
export interface ProjectPlace {
  /** Relative to the workspace root. */
  readonly path: string;
  /** 0-based; undefined for the file as a whole. */
  readonly line: number | undefined;
}

const read = rememberParsed(32, (text) => {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, merge: true, logLevel: 'silent', uniqueKeys: false }), lines };
});

/**
 * The place of `services.<service>.<keys…>` in the compose file at `path`: of the innermost of the keys that stands there as such (what comes
 * from an anchor or another file has no line of its own), so at worst of the service.
 */
export function composePlace(files: ProjectFiles, path: string, service: string, keys: readonly (string | number)[] = []): ProjectPlace {
  const text = textOf(files, path);
  if (text === undefined) return { path, line: undefined };
  const { document, lines } = read(text);
  let node: unknown = document.contents;
  let line: number | undefined;
  for (const key of ['services', service, ...keys]) {
    if (isAlias(node)) break;
    const child: unknown = isMap(node)
      ? node.items.find((pair) => isPair(pair) && keyText(pair.key) === String(key))
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    const at = isPair(child) ? child.key : child;
    if (!isNode(at) || !at.range) break;
    line = lines.linePos(at.range[0]).line - 1;
    node = isPair(child) ? child.value : child;
  }
  return { path, line };
}

function keyText(key: unknown): string | undefined {
  const value: unknown = isNode(key) ? key.toJSON() : key;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
