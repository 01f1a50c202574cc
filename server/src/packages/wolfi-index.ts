/** The packages of public Wolfi on the day of the snapshot (`data/wolfi-packages.json`, `data/wolfi-removed.json`). */
import packagesData from '../../data/wolfi-packages.json' with { type: 'json' };
import removedData from '../../data/wolfi-removed.json' with { type: 'json' };

export type WolfiPackage =
  | { readonly kind: 'package'; readonly name: string; readonly version: string }
  /** A name that packages provide; apk takes the provider with the highest version. */
  | { readonly kind: 'virtual'; readonly name: string; readonly providers: readonly string[] }
  /** Was there once; its definition left on the day given. apk may still find it until the monthly purge. */
  | { readonly kind: 'removed'; readonly name: string; readonly removed: string };

/** What the engine asks of Wolfi. The bundled snapshot is one implementation; a refreshed index may stand in its place. */
export interface WolfiIndex {
  /** Day of the index, ISO form. */
  readonly date: string;
  find(name: string): WolfiPackage | undefined;
  /** What a package is, in a few words; undefined where the index does not say (the bundled snapshot never does). */
  description(name: string): string | undefined;
  /** Names of all packages and virtual packages but for `so:`, `cmd:` and `pc:`, sorted by UTF-16 code units. */
  names(): readonly string[];
}

/** What left Wolfi before the snapshot was taken: `name date`, sorted by name. */
export const REMOVED_PACKAGES: readonly string[] = removedData.removed;

/** The day of the bundled snapshot. */
export const WOLFI_DATE: string = packagesData.date;

/** Where the bundled snapshot was taken: repository and commit. */
export const WOLFI_SOURCE: string = packagesData.source;

/**
 * An index over lines of the data files' form: `name version`, `virtual provider…`, `name date`, `name description…`, each list sorted by name (UTF-16 code units).
 * Looking up searches the lines themselves, so that nothing is built before it is needed.
 */
export function createWolfiIndex(
  date: string,
  packages: readonly string[],
  virtual: readonly string[],
  removed: readonly string[],
  descriptions: readonly string[] = [],
): WolfiIndex {
  let names: readonly string[] | undefined;
  return {
    date,
    find(name) {
      const version = findRest(packages, name);
      if (version !== undefined) return { kind: 'package', name, version };
      const providers = findRest(virtual, name);
      if (providers !== undefined) return { kind: 'virtual', name, providers: providers.split(' ') };
      const day = findRest(removed, name);
      return day === undefined ? undefined : { kind: 'removed', name, removed: day };
    },
    description: (name) => findRest(descriptions, name),
    names() {
      names ??= [...packages, ...virtual]
        .map((line) => line.slice(0, line.indexOf(' ')))
        .filter((name) => !name.includes(':'))
        .sort();
      return names;
    },
  };
}

/** What stands behind the name in its line, by binary search. */
function findRest(lines: readonly string[], name: string): string | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const line = lines[middle] ?? '';
    const space = line.indexOf(' ');
    const found = line.slice(0, space);
    if (found === name) return line.slice(space + 1);
    if (found < name) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

/** The snapshot that ships with the product. */
export const bundledWolfi: WolfiIndex = createWolfiIndex(WOLFI_DATE, packagesData.packages, packagesData.virtual, REMOVED_PACKAGES);

/** What Wolfi knows about a name; undefined when it never had it. */
export function wolfiPackage(name: string, index: WolfiIndex = bundledWolfi): WolfiPackage | undefined {
  return index.find(name);
}

/** True for names that `apk add` finds, virtual ones included. */
export function existsInWolfi(name: string, index: WolfiIndex = bundledWolfi): boolean {
  const found = index.find(name);
  return found !== undefined && found.kind !== 'removed';
}
