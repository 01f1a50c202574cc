/** npm modules with native parts: what they need to build and to run on Wolfi (`data/native-modules.json`). */
import data from '../../data/native-modules.json' with { type: 'json' };

export interface NativeModule {
  /** npm name. */
  readonly name: string;
  /** What its install script does. */
  readonly installScript: string;
  /** Versions below this one fetch or compile in their install script; undefined where all versions are alike. */
  readonly fetchesBelow: string | undefined;
  /** Where the binary comes from. */
  readonly delivery: string;
  /** Which libc the delivered binaries suit. */
  readonly libc: readonly string[];
  /** Wolfi packages that it needs at run time. */
  readonly runtime: readonly string[];
  /** Wolfi packages that building it from source needs. */
  readonly build: readonly string[];
  /** Where this was checked; undefined for background knowledge. */
  readonly verified: string | undefined;
  readonly note: string | undefined;
}

interface Row {
  readonly installScript: string;
  readonly delivery: string;
  readonly libc: readonly string[];
  readonly runtime: readonly string[];
  readonly build: readonly string[];
  readonly fetchesBelow?: string;
  readonly verified?: string;
  readonly note?: string;
}

const MODULES: ReadonlyMap<string, Row> = new Map(Object.entries(data.modules));

const TOOLS: ReadonlySet<string> = new Set(data.tools);

/** True when one of a package's dependencies is a tool that compiles native code, or fetches it compiled. */
export function compilesOrFetches(dependencies: readonly string[]): boolean {
  return dependencies.some((name) => TOOLS.has(name));
}

/** Names of all modules in the table, sorted. */
export const NATIVE_MODULE_NAMES: readonly string[] = [...MODULES.keys()];

/** The row of an npm package; undefined for packages without native parts, and for native ones that nobody entered. */
export function nativeModule(npmName: string): NativeModule | undefined {
  const row = MODULES.get(npmName);
  return row === undefined ? undefined : { ...row, name: npmName, fetchesBelow: row.fetchesBelow, verified: row.verified, note: row.note };
}

/**
 * True when the package is of no use without what its install script fetches or compiles. `version` is a locked version or a range of
 * package.json, of which npm takes the newest; undefined and tags stand for the newest of all.
 */
export function needsInstallScript(npmName: string, version: string | undefined): boolean {
  const known = nativeModule(npmName);
  if (known === undefined) return false;
  if (known.fetchesBelow !== undefined) return isBelow(version, known.fetchesBelow);
  return (
    /download|source|prebuild/i.test(`${known.installScript} ${known.delivery}`) &&
    !known.installScript.startsWith('none') &&
    !known.delivery.includes('inside')
  );
}

/** The newest version in a range lies below a boundary. */
function isBelow(range: string | undefined, boundary: string): boolean {
  const last = range?.split('||').at(-1)?.trim() ?? '';
  const upper = /(?:<=?|\s-)\s*v?(\d[\d.]*)/.exec(last)?.[1];
  const newest = upper ?? /^[\^~=v\s]*(\d[\d.]*)/.exec(last)?.[1];
  if (newest === undefined) return false;
  const limit = numbers(boundary);
  const parts = numbers(newest);
  for (const [index, wanted] of limit.entries()) {
    // `5` and `5.x` reach up to the end of 5; `<6` ends where 6 begins.
    const part = parts[index] ?? (upper === undefined ? Infinity : 0);
    if (part !== wanted) return part < wanted;
  }
  return upper !== undefined && last.includes('<') && !last.includes('<=');
}

function numbers(version: string): readonly number[] {
  return version
    .split('.')
    .filter((part) => part !== '')
    .map(Number);
}
