/** npm modules with native parts: what they need to build and to run on Wolfi (`data/native-modules.json`). */
import data from '../../data/native-modules.json' with { type: 'json' };

export interface NativeModule {
  /** npm name. */
  readonly name: string;
  /** What its install script does. */
  readonly installScript: string;
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
  readonly verified?: string;
  readonly note?: string;
}

const MODULES: ReadonlyMap<string, Row> = new Map(Object.entries(data.modules));

/** Names of all modules in the table, sorted. */
export const NATIVE_MODULE_NAMES: readonly string[] = [...MODULES.keys()];

/** The row of an npm package; undefined for packages without native parts, and for native ones that nobody entered. */
export function nativeModule(npmName: string): NativeModule | undefined {
  const row = MODULES.get(npmName);
  return row === undefined ? undefined : { ...row, name: npmName, verified: row.verified, note: row.note };
}
