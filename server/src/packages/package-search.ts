/** What a person finds who looks for a package: Wolfi's names, what left Wolfi, and what other distributions' names are there. */
import type { FoundPackage, NameMeaning } from '../protocol.ts';
import { newestVersion } from './complete-packages.ts';
import { mapPackage, type PackageMapping } from './package-map.ts';
import type { Ecosystem } from './package-spec.ts';
import { bundledWolfi, REMOVED_PACKAGES, type WolfiIndex } from './wolfi-index.ts';
import { searchWolfi } from './wolfi-search.ts';

const DISTRIBUTIONS: readonly (readonly [Ecosystem, string])[] = [
  ['debian', 'Debian'],
  ['alpine', 'Alpine'],
  ['fedora', 'Fedora'],
];

/** Behind what is there, as few of what is not. */
const maximumRemoved = 10;

/** At most `limit` names that hold `query`, best first; names that left Wolfi come last. */
export function findPackages(query: string, limit: number, index: WolfiIndex = bundledWolfi): readonly FoundPackage[] {
  const there = searchWolfi(query, limit, index).flatMap((found): FoundPackage[] => {
    const { name } = found;
    if (found.kind === 'package') return [{ kind: 'package', name, version: found.version, description: index.description(name) ?? '' }];
    if (found.kind === 'virtual')
      return [{ kind: 'virtual', name, version: newestVersion(found.providers, index), providers: found.providers }];
    return [];
  });
  return [...there, ...findRemoved(query, Math.min(maximumRemoved, limit - there.length), index)];
}

/** What packages of exactly this name are in Wolfi, where that is not the name itself. */
export function nameMeanings(name: string, index: WolfiIndex = bundledWolfi): readonly NameMeaning[] {
  const wanted = name.trim();
  if (!/^[A-Za-z\d][\w.+-]*$/.test(wanted)) return [];
  return DISTRIBUTIONS.flatMap(([ecosystem, distribution]) => {
    const meaning = meaningOf(mapPackage(ecosystem, wanted, index));
    return meaning === undefined ? [] : [{ distribution, name: wanted, ...meaning }];
  });
}

function meaningOf(mapping: PackageMapping): Pick<NameMeaning, 'wolfi' | 'note'> | undefined {
  if (mapping.kind === 'mapped') {
    const same = mapping.wolfi.length === 1 && mapping.wolfi[0] === mapping.name;
    return same ? undefined : { wolfi: mapping.wolfi, note: mapping.note ?? '' };
  }
  if (mapping.kind === 'dropped') return { wolfi: [], note: mapping.note };
  // A name that left Wolfi is among what is found.
  return mapping.kind === 'none' && mapping.removed === undefined ? { wolfi: [], note: mapping.note } : undefined;
}

function findRemoved(query: string, limit: number, index: WolfiIndex): readonly FoundPackage[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '' || limit <= 0) return [];
  const found = REMOVED_PACKAGES.flatMap((line): (FoundPackage & { kind: 'removed' })[] => {
    const name = line.slice(0, line.indexOf(' '));
    if (!name.toLowerCase().includes(wanted)) return [];
    // A newer list may have it again.
    const known = index.find(name);
    return known?.kind === 'removed' ? [{ kind: 'removed', name, removed: known.removed }] : [];
  });
  const distance = ({ name }: FoundPackage): number => (name.startsWith(wanted) ? 0 : 1000) + name.length;
  return found.toSorted((a, b) => distance(a) - distance(b)).slice(0, limit);
}
