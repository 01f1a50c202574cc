/** The patterns of `ignore`, read as Git reads .gitignore. */
import ignore from 'ignore';

/** The pattern that ignores `path`, which is relative to the folder of the settings file; undefined when none does, or when it lies elsewhere. */
export function ignoringPattern(patterns: readonly string[], path: string): string | undefined {
  if (patterns.length === 0 || !ignore.isPathValid(path)) return undefined;
  return ignore({ ignorecase: false }).add(patterns).test(path).rule?.pattern;
}
