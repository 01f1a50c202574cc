/** The tag grammar of Docker's official node image (nodejs/docker-node README and stackbrew.js, 2026-08-19). */
import { codenameMajor } from './node-releases.ts';

export type NodeTagVersion =
  | { readonly kind: 'number'; readonly major: number; readonly minor: number | undefined; readonly patch: number | undefined }
  | { readonly kind: 'codename'; readonly codename: string; readonly major: number }
  | { readonly kind: 'lts' }
  | { readonly kind: 'current' }
  | { readonly kind: 'latest' }
  /** The version stands in a variable. */
  | { readonly kind: 'variable'; readonly text: string };

export type NodeTagVariant =
  /** No suite named: the default Debian suite of that major. */
  | { readonly kind: 'default' }
  | { readonly kind: 'debian'; readonly suite: string }
  /** `version` as in `alpine3.21`; undefined for a bare `alpine`. */
  | { readonly kind: 'alpine'; readonly version: string | undefined }
  /** Holds a variable, so that even the family is open. */
  | { readonly kind: 'variable'; readonly text: string };

export interface NodeTag {
  readonly text: string;
  readonly version: NodeTagVersion;
  readonly variant: NodeTagVariant;
  readonly libc: 'glibc' | 'musl' | 'unknown';
  readonly slim: boolean;
  /** `onbuild` images (Node 8 and older) copy the sources and install by themselves. */
  readonly onbuild: boolean;
}

const SUITES = new Set(['wheezy', 'jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'forky']);
const HOLDS_VARIABLE = /\$|\{\{|<%|%%/;
/** A leading variable and what follows it behind a dash. */
const VARIABLE_FIRST = /^(\$\w+|\$\{[^}]*\}|\{\{.*?\}\}|<%.*?%>)((?:\.[\w${}]+)*)(?:-(.*))?$/;

/**
 * Reads a tag of the official image; undefined when no such tag can exist (`chakracore`, `rc`, `22.x`).
 * Variables may stand in the place of the version (`${V}-alpine`) or of the whole (`$TAG`).
 */
export function parseNodeTag(tag: string): NodeTag | undefined {
  const variable = VARIABLE_FIRST.exec(tag);
  if (variable !== null) {
    const version: NodeTagVersion = { kind: 'variable', text: `${variable[1] ?? ''}${variable[2] ?? ''}` };
    const rest = variable[3];
    return rest === undefined ? openTag(tag, version) : finish(tag, version, rest.split('-'));
  }
  const words = tag.split('-');
  const version = readVersion(words);
  if (version !== undefined) return finish(tag, version.version, words.slice(version.used));
  return HOLDS_VARIABLE.test(tag) ? openTag(tag, { kind: 'variable', text: tag }) : undefined;
}

/** Version and variant both stand in variables. */
function openTag(text: string, version: NodeTagVersion): NodeTag {
  return { text, version, variant: { kind: 'variable', text }, libc: 'unknown', slim: false, onbuild: false };
}

function readVersion(words: readonly string[]): { readonly version: NodeTagVersion; readonly used: number } | undefined {
  const [first = '', second = ''] = words;
  const number = /^(\d+)(?:\.(\d+)(?:\.(\d+))?)?$/.exec(first);
  if (number !== null) {
    const part = (index: number): number | undefined => (number[index] === undefined ? undefined : Number(number[index]));
    return { version: { kind: 'number', major: Number(number[1]), minor: part(2), patch: part(3) }, used: 1 };
  }
  // `20.${MINOR}`: the major is all that is needed.
  const leading = /^(\d+)\..*\$/.exec(first)?.[1];
  if (leading !== undefined) return { version: { kind: 'number', major: Number(leading), minor: undefined, patch: undefined }, used: 1 };
  if (first === 'lts') {
    const major = codenameMajor(second);
    return major === undefined
      ? { version: { kind: 'lts' }, used: 1 }
      : { version: { kind: 'codename', codename: second, major }, used: 2 };
  }
  if (first === 'current' || first === 'latest') return { version: { kind: first }, used: 1 };
  const major = codenameMajor(first);
  if (major !== undefined) return { version: { kind: 'codename', codename: first, major }, used: 1 };
  return isVariantWord(first) ? { version: { kind: 'latest' }, used: 0 } : undefined;
}

function isVariantWord(word: string): boolean {
  return SUITES.has(word) || word === 'slim' || word === 'onbuild' || /^alpine(\d+\.\d+)?$/.test(word);
}

function finish(text: string, version: NodeTagVersion, words: readonly string[]): NodeTag | undefined {
  const rest = words.join('-');
  if (HOLDS_VARIABLE.test(rest)) {
    const slim = rest.endsWith('-slim');
    const alpine = rest.startsWith('alpine');
    const variant: NodeTagVariant = alpine ? { kind: 'alpine', version: undefined } : { kind: 'variable', text: rest };
    return { text, version, variant, libc: alpine ? 'musl' : slim ? 'glibc' : 'unknown', slim, onbuild: false };
  }
  const [first, second, third] = words;
  if (third !== undefined) return undefined;
  const alpine = first === undefined ? null : /^alpine(\d+\.\d+)?$/.exec(first);
  if (alpine !== null && second === undefined) {
    return { text, version, variant: { kind: 'alpine', version: alpine[1] }, libc: 'musl', slim: false, onbuild: false };
  }
  const debian = (variant: NodeTagVariant, slim: boolean, onbuild = false): NodeTag => ({
    text,
    version,
    variant,
    libc: 'glibc',
    slim,
    onbuild,
  });
  if (first === undefined) return debian({ kind: 'default' }, false);
  if (SUITES.has(first) && (second === undefined || second === 'slim')) return debian({ kind: 'debian', suite: first }, second === 'slim');
  if (first === 'slim' && second === undefined) return debian({ kind: 'default' }, true);
  return first === 'onbuild' && second === undefined ? debian({ kind: 'default' }, false, true) : undefined;
}
