/** Names to complete behind `apk add`. */
import * as l10n from '@vscode/l10n';
import { compareApkVersions } from './apk-version.ts';
import { bundledWolfi, type WolfiIndex } from './wolfi-index.ts';
import { searchWolfi } from './wolfi-search.ts';

export interface PackageCompletion {
  readonly name: string;
  /** Of a virtual name: the version of the newest package that provides it. */
  readonly version: string;
  /** What the package is; for a virtual name, who provides it. The bundled snapshot describes no packages. */
  readonly description?: string;
}

/**
 * At most `limit` packages whose name starts with `prefix`, in any case, best first: the name itself, then shorter ones, sub-packages such as `-doc` last.
 * An empty prefix gives the beginning of the list. `prefix` is a bare name: without version and without `so:`.
 */
export function completePackages(prefix: string, index: WolfiIndex = bundledWolfi, limit = 100): readonly PackageCompletion[] {
  const wanted = prefix.trim().toLowerCase();
  // The search puts names that start with the text before others, but for sub-packages that nobody looks for: so it is asked for all.
  const found = searchWolfi(wanted, Number.POSITIVE_INFINITY, index).filter(({ name }) => name.toLowerCase().startsWith(wanted));
  return found.slice(0, limit).flatMap((one): PackageCompletion[] => {
    const { name } = one;
    if (one.kind === 'package') {
      const description = index.description(name);
      return [{ name, version: one.version, ...(description !== undefined && { description }) }];
    }
    return one.kind === 'virtual'
      ? [{ name, version: newestVersion(one.providers, index), description: l10n.t('provided by {0}', one.providers.join(', ')) }]
      : [];
  });
}

/** The version of the newest package that provides a virtual name; empty when none is known. */
export function newestVersion(providers: readonly string[], index: WolfiIndex): string {
  const versions = providers.flatMap((provider) => {
    const found = index.find(provider);
    return found?.kind === 'package' ? [found.version] : [];
  });
  return versions.reduce((newest, one) => (compareApkVersions(one, newest) > 0 ? one : newest), '');
}
