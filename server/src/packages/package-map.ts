/** Debian, Alpine and Fedora names → Wolfi names (`data/package-map.json`, checked against the snapshot by `scripts/check-data.mjs`). */
import * as l10n from '@vscode/l10n';
import data from '../../data/package-map.json' with { type: 'json' };
import type { PackageOverrides } from '../settings.ts';
import { nearNames } from './near-name.ts';
import { heldByNodeImage, type HeldBy } from './node-image.ts';
import { parsePackageSpec, type Ecosystem, type PackageSpec } from './package-spec.ts';
import { bundledWolfi, existsInWolfi, type WolfiIndex } from './wolfi-index.ts';
import { suggestWolfi } from './wolfi-search.ts';

interface Told {
  /** The word of the repository's settings, not of the table. */
  readonly decided?: true;
  readonly spec: PackageSpec;
  /** Bare name, without pin and architecture; the whole text where there is none. */
  readonly name: string;
}

export type PackageMapping = Told &
  /** The table has a counterpart. */
  (
    | {
        readonly kind: 'mapped';
        readonly wolfi: readonly string[];
        readonly inImage: HeldBy | undefined;
        readonly note: string | undefined;
      }
    /** Not needed on Wolfi. */
    | { readonly kind: 'dropped'; readonly note: string }
    /** No counterpart in public Wolfi; `removed` is the day it left, if it was there once. */
    | { readonly kind: 'none'; readonly note: string; readonly removed: string | undefined }
    /**
     * Not in the table, but Wolfi has a package of that very name. The usual case for Alpine; `certain` is false for Debian and Fedora,
     * whose equal names may hold something else.
     */
    | { readonly kind: 'same-name'; readonly wolfi: readonly string[]; readonly certain: boolean; readonly inImage: HeldBy | undefined }
    /** `so:`, `cmd:` and `pc:` names stay as they are. */
    | { readonly kind: 'provides'; readonly wolfi: readonly string[] }
    /** Nothing is known: the name, a package file, a group, or a variable stands there (see `spec.kind`). */
    | { readonly kind: 'unknown'; readonly suggestions: readonly string[] }
  );

interface Row {
  readonly wolfi?: readonly string[];
  readonly drop?: boolean;
  readonly none?: boolean;
  readonly note?: string;
  readonly removed?: string;
}

interface Pattern {
  readonly ecosystem: string;
  readonly match: string;
  /** A Wolfi name of the same version, taken where it exists: `python-$1`. */
  readonly to?: string;
  /** The row that speaks for all names of that shape. */
  readonly like: string;
}

const TABLES: Readonly<Record<Ecosystem, Readonly<Record<string, Row>>>> = {
  debian: data.debian,
  alpine: data.alpine,
  fedora: data.fedora,
};
const PATTERNS: readonly Pattern[] = data.patterns;

/** Looks up one argument of an install command, pins and suffixes allowed. `overrides` beat the table. */
export function mapPackage(
  ecosystem: Ecosystem,
  text: string,
  index: WolfiIndex = bundledWolfi,
  overrides: PackageOverrides = {},
): PackageMapping {
  const spec = parsePackageSpec(ecosystem, text);
  if (spec.kind === 'provides') return { kind: 'provides', spec, name: text, wolfi: [text] };
  if (spec.kind !== 'package' && spec.kind !== 'group') return { kind: 'unknown', spec, name: text, suggestions: [] };
  const name = spec.name;
  const decided = fromOverrides(overrides, spec, name);
  if (decided !== undefined) return decided;
  const mapping = fromTables(ecosystem, spec, name, index);
  // What the overrides write must be understood when it is read again.
  const isTarget = Object.values(overrides).some((names) => names?.includes(name));
  if (ecosystem !== 'alpine' || !isTarget || (mapping.kind !== 'unknown' && mapping.kind !== 'none')) return mapping;
  return { kind: 'mapped', spec, name, wolfi: [name], inImage: undefined, note: undefined, decided: true };
}

function fromOverrides(overrides: PackageOverrides, spec: PackageSpec, bare: string): PackageMapping | undefined {
  const name = spec.kind === 'group' ? `@${bare}` : bare;
  const names = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
  if (names === undefined) return undefined;
  if (names === null) return { kind: 'dropped', spec, name: bare, note: l10n.t('the settings of the repository drop it'), decided: true };
  return { kind: 'mapped', spec, name: bare, wolfi: names, inImage: undefined, note: undefined, decided: true };
}

function fromTables(ecosystem: Ecosystem, spec: PackageSpec, name: string, index: WolfiIndex): PackageMapping {
  const row = findRow(ecosystem, spec.kind === 'group' ? `@${name}` : name, index);
  if (row !== undefined) return fromRow(row, spec, name, index);
  if (spec.kind === 'group') return { kind: 'unknown', spec, name, suggestions: [] };
  const own = index.find(name);
  if (own?.kind === 'removed') return { kind: 'none', spec, name, note: l10n.t('left Wolfi on {0}', own.removed), removed: own.removed };
  if (own !== undefined)
    return { kind: 'same-name', spec, name, wolfi: [name], certain: ecosystem === 'alpine', inImage: heldByNodeImage([name], index) };
  return { kind: 'unknown', spec, name, suggestions: suggestions(ecosystem, name, index) };
}

/** What names of the ecosystem's own table that look alike become in Wolfi, then Wolfi's own names; three at most. */
function suggestions(ecosystem: Ecosystem, name: string, index: WolfiIndex): readonly string[] {
  const table = TABLES[ecosystem];
  const meant = nearNames(name, Object.keys(table)).flatMap((one) => table[one]?.wolfi ?? []);
  return [...new Set([...meant, ...suggestWolfi(name, index)])].slice(0, 3);
}

function findRow(ecosystem: Ecosystem, name: string, index: WolfiIndex): Row | undefined {
  const table = TABLES[ecosystem];
  if (Object.hasOwn(table, name)) return table[name];
  for (const pattern of PATTERNS) {
    const shape = new RegExp(pattern.match);
    if (pattern.ecosystem !== ecosystem || !shape.test(name)) continue;
    const versioned = pattern.to === undefined ? undefined : name.replace(shape, pattern.to);
    return versioned !== undefined && existsInWolfi(versioned, index) ? { wolfi: [versioned] } : table[pattern.like];
  }
  return undefined;
}

function fromRow(row: Row, spec: PackageSpec, name: string, index: WolfiIndex): PackageMapping {
  // Of the snapshot every counterpart is there; a newer index may have lost one.
  const lost = row.wolfi?.filter((one) => !existsInWolfi(one, index)) ?? [];
  if (lost.length > 0)
    return {
      kind: 'none',
      spec,
      name,
      note: l10n.t('{0} is not in the Wolfi index of {1}', lost.join(', '), index.date),
      removed: undefined,
    };
  // Notes are messages, too: scripts/messages.mjs collects them out of the table.
  const note = row.note === undefined ? undefined : l10n.t(row.note);
  if (row.wolfi !== undefined) return { kind: 'mapped', spec, name, wolfi: row.wolfi, inImage: heldByNodeImage(row.wolfi, index), note };
  if (row.drop === true) return { kind: 'dropped', spec, name, note: note ?? l10n.t('not needed on Wolfi') };
  return { kind: 'none', spec, name, note: note ?? l10n.t('not packaged in public Wolfi'), removed: row.removed };
}
