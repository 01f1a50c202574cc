/** An APKINDEX, the list of packages of an apk repository: its text → names, newest versions, what provides what. Pure; linear in the text. */
import { compareApkVersions } from './apk-version.ts';
import { createWolfiIndex, REMOVED_PACKAGES, type WolfiIndex } from './wolfi-index.ts';

/** Lists in the form that `createWolfiIndex` takes, each sorted by name (UTF-16 code units). */
export interface ApkIndex {
  /** `name version`, the newest version of each name. */
  readonly packages: readonly string[];
  /** `name provider…`, those of `so:`, `cmd:` and `pc:` included; first the provider that apk prefers. Names of packages are not among them. */
  readonly virtual: readonly string[];
  /** `name description`, of packages that have one. */
  readonly descriptions: readonly string[];
  /** Day on which the youngest package was built, ISO form; undefined when no record says. */
  readonly built: string | undefined;
  /** Records read, older versions included. */
  readonly records: number;
  /** Records without a usable name or version. */
  readonly skipped: number;
}

export type ApkIndexResult = { readonly kind: 'index'; readonly index: ApkIndex } | { readonly kind: 'none'; readonly reason: string };

/** Takes an index line by line, so that no text of that size has to be held. */
export interface ApkIndexReader {
  /** One line without its line feed. */
  line(text: string): void;
  /** To be called once, behind the last line. */
  finish(): ApkIndexResult;
}

interface ApkRecord {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly provides: string;
  readonly priority: number;
}

interface Provider {
  readonly name: string;
  readonly version: string;
  readonly priority: number;
}

/** Fields are one letter and a colon: the ones read here are P(ackage), V(ersion), T(itle), p(rovides), k (priority as a provider), t(ime of the build). */
const FIELD = /^[A-Za-z]:/;

/** Reads a whole text; `none` for texts that are no index. Lines may end in CR LF. Never throws. */
export function parseApkIndex(text: string): ApkIndexResult {
  const reader = createApkIndexReader();
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    reader.line(text.slice(start, end));
    start = end + 1;
  }
  return reader.finish();
}

export function createApkIndexReader(): ApkIndexReader {
  const newest = new Map<string, ApkRecord>();
  let fields = new Map<string, string>();
  let records = 0;
  let skipped = 0;
  let youngest = 0;

  const endRecord = (): void => {
    if (fields.size === 0) return;
    const record = toRecord(fields);
    youngest = Math.max(youngest, buildTime(fields.get('t')));
    fields = new Map();
    if (record === undefined) {
      skipped += 1;
      return;
    }
    records += 1;
    const known = newest.get(record.name);
    if (known === undefined || compareApkVersions(record.version, known.version) > 0) newest.set(record.name, record);
  };

  return {
    line(raw) {
      const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (text === '') endRecord();
      // A line of another shape counts as a field that nobody reads, so that prose is a record without a name.
      else fields.set(FIELD.test(text) ? text.slice(0, 1) : '', text.slice(2));
    },
    finish() {
      endRecord();
      if (records === 0) return { kind: 'none', reason: 'it holds no record with a name (P:) and a version (V:)' };
      if (skipped > records)
        return { kind: 'none', reason: `${skipped} of its ${records + skipped} records have no name (P:) or no version (V:)` };
      const built = youngest === 0 ? undefined : new Date(youngest * 1000).toISOString().slice(0, 10);
      return { kind: 'index', index: { ...listsOf(newest), built, records, skipped } };
    },
  };
}

/** The index of a repository, in the place of the bundled snapshot. Names that left Wolfi before the snapshot are still told as removed, unless they are back. */
export function wolfiIndexOf(index: Pick<ApkIndex, 'packages' | 'virtual' | 'descriptions'>, date: string): WolfiIndex {
  return createWolfiIndex(date, index.packages, index.virtual, REMOVED_PACKAGES, index.descriptions);
}

function toRecord(fields: ReadonlyMap<string, string>): ApkRecord | undefined {
  const name = fields.get('P')?.trim() ?? '';
  const version = fields.get('V')?.trim() ?? '';
  if (!/^[\w.+-]+$/.test(name) || !/^[\w.+~-]+$/.test(version)) return undefined;
  const priority = Number.parseInt(fields.get('k') ?? '', 10);
  return {
    name,
    version,
    // What comes from elsewhere ends up in terminals.
    description: (fields.get('T') ?? '').replace(/\p{Cc}/gu, ' ').trim(),
    provides: fields.get('p') ?? '',
    priority: Number.isNaN(priority) ? 0 : priority,
  };
}

/** Seconds since 1970; 0 for what is no time of this or the last century. */
function buildTime(text: string | undefined): number {
  const seconds = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return seconds < 4_102_444_800 ? seconds : 0;
}

function listsOf(newest: ReadonlyMap<string, ApkRecord>): Pick<ApkIndex, 'packages' | 'virtual' | 'descriptions'> {
  const records = [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const providers = new Map<string, Provider[]>();
  for (const { name, version, provides, priority } of records) {
    for (const word of provides.split(/\s+/)) {
      const [, provided = '', given] = /^([^=<>~\p{Cc}]+)(?:[=<>~]+(.+))?$/u.exec(word) ?? [];
      if (provided === '' || newest.has(provided)) continue;
      const known = providers.get(provided) ?? [];
      // A package may provide a name in two versions.
      if (known.at(-1)?.name === name) continue;
      known.push({ name, version: given ?? version, priority });
      providers.set(provided, known);
    }
  }
  const virtual = [...providers].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    packages: records.map(({ name, version }) => `${name} ${version}`),
    virtual: virtual.map(([name, all]) => `${name} ${inOrder(all).join(' ')}`),
    descriptions: records.filter(({ description }) => description !== '').map(({ name, description }) => `${name} ${description}`),
  };
}

/** apk takes the highest version of what is provided, then the highest priority; the name makes the rest definite. */
function inOrder(providers: readonly Provider[]): readonly string[] {
  return [...providers]
    .sort((a, b) => compareApkVersions(b.version, a.version) || b.priority - a.priority || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}
