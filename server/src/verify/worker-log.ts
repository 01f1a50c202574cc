/** Two logs of a worker: what the original says and the migrated one does not. */

/** npm and yarn announce what they start; a migrated image starts it without them. */
const ANNOUNCEMENT = /^(?:> |yarn run v|\$ |npm (?:notice|warn|info))/i;

/** Lines of `before` without a counterpart in `after`, each once. Times, numbers and identifiers may differ. */
export function compareLogs(before: readonly string[], after: readonly string[]): readonly string[] {
  const said = new Set(after.map(shapeOf));
  const missing = new Map<string, string>();
  for (const line of before) {
    const shape = shapeOf(line);
    if (shape !== '' && !ANNOUNCEMENT.test(line.trim()) && !said.has(shape)) missing.set(shape, line);
  }
  return [...missing.values()];
}

/** A line without what is another one at each run. */
function shapeOf(line: string): string {
  return line
    .trim()
    .replace(/\b[0-9a-f]{8,}\b/gi, '#')
    .replace(/\d+/g, '#')
    .replace(/#(?:[.:,-]#)*/g, '#');
}
