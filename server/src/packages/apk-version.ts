/** The order of apk versions: `1.2.3a_rc1_p2~0af3-r4` (apk-tools `src/version.c`; the grammar is in apk-package(5)). */

/** Kinds of parts, as apk ranks them: where one version has more parts than the other, the kind of the next part decides. */
const RANKS = { number: 1, letter: 2, suffix: 3, suffixNumber: 4, hash: 5, revision: 6, end: 7 } as const;

interface Part {
  readonly kind: keyof typeof RANKS;
  readonly text: string;
}

/** In ascending order; those before the empty one come before the release itself. */
const SUFFIXES: readonly string[] = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const RELEASE = SUFFIXES.indexOf('');
const SHAPE = /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(~[0-9a-f]+)?(?:-r(\d+))?$/;
const END: Part = { kind: 'end', text: '' };

/**
 * Negative when `a` is older than `b`, positive when it is newer, 0 when apk takes them for equal.
 * A text that is no apk version is older than every version; two such texts are compared by UTF-16 code units.
 */
export function compareApkVersions(a: string, b: string): number {
  if (a === b) return 0;
  const left = partsOf(a);
  const right = partsOf(b);
  if (left === undefined || right === undefined) {
    if (left === undefined && right === undefined) return a < b ? -1 : 1;
    return left === undefined ? -1 : 1;
  }
  for (let index = 0; ; index += 1) {
    const one = left[index] ?? END;
    const other = right[index] ?? END;
    if (one.kind !== other.kind) return beforeRelease(other) - beforeRelease(one) || RANKS[other.kind] - RANKS[one.kind];
    if (one.kind === 'end') return 0;
    const order = compareParts(one, other, index === 0);
    if (order !== 0) return order;
  }
}

/** True for texts of the form that apk accepts as a version. */
export function isApkVersion(text: string): boolean {
  return SHAPE.test(text);
}

function partsOf(version: string): readonly Part[] | undefined {
  const match = SHAPE.exec(version);
  if (match === null) return undefined;
  const [, numbers = '', letter = '', suffixes = '', hash, revision] = match;
  const parts: Part[] = numbers.split('.').map((text) => ({ kind: 'number', text }));
  if (letter !== '') parts.push({ kind: 'letter', text: letter });
  for (const [, text = '', number = ''] of suffixes.matchAll(/_([a-z]+)(\d*)/g)) {
    parts.push({ kind: 'suffix', text });
    if (number !== '') parts.push({ kind: 'suffixNumber', text: number });
  }
  if (hash !== undefined) parts.push({ kind: 'hash', text: hash });
  if (revision !== undefined) parts.push({ kind: 'revision', text: revision });
  return parts;
}

function beforeRelease(part: Part): 0 | 1 {
  return part.kind === 'suffix' && SUFFIXES.indexOf(part.text) < RELEASE ? 1 : 0;
}

function compareParts(a: Part, b: Part, first: boolean): number {
  if (a.kind === 'suffix') return SUFFIXES.indexOf(a.text) - SUFFIXES.indexOf(b.text);
  // Behind a dot a number with a leading zero counts as a fraction: 1.05 is older than 1.1.
  const fraction = a.kind === 'number' && !first && (a.text.startsWith('0') || b.text.startsWith('0'));
  if (a.kind === 'letter' || a.kind === 'hash' || fraction) return compareTexts(a.text, b.text);
  // Dates and build numbers outgrow what a double holds exactly.
  const left = a.text.replace(/^0+(?=\d)/, '');
  const right = b.text.replace(/^0+(?=\d)/, '');
  return left.length - right.length || compareTexts(left, right);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
