/** Finding Wolfi packages by part of a name, and names that were perhaps meant. */
import { nearNames } from './near-name.ts';
import { bundledWolfi, type WolfiIndex, type WolfiPackage } from './wolfi-index.ts';

/** Sub-packages that nobody looks for unless the query names them. */
const SIDELINE = /-(doc|dbg|lang|openrc|bash-completion|zsh-completion|fish-completion|iamguarded-compat|bitnami-compat|testresults)$/;

/**
 * Packages whose name holds `text`, best first: the name itself, names that start with it, names with a word that starts with it, others;
 * shorter ones first among equals. Empty text gives the beginning of the list.
 */
export function searchWolfi(text: string, limit: number, index: WolfiIndex = bundledWolfi): readonly WolfiPackage[] {
  const query = text.trim().toLowerCase();
  const found: { readonly name: string; readonly rank: number }[] = [];
  for (const name of index.names()) {
    const at = name.toLowerCase().indexOf(query);
    if (at < 0) continue;
    const rank = at > 0 ? (name[at - 1] === '-' ? 2 : 3) : name.length === query.length ? 0 : 1;
    found.push({ name, rank: rank + (SIDELINE.test(name) && !SIDELINE.test(query) ? 4 : 0) });
  }
  found.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  return found.slice(0, limit).flatMap(({ name }) => index.find(name) ?? []);
}

/** At most three existing names that a wrong one may have stood for: other spellings first, then few letters' difference, then a shared beginning. */
export function suggestWolfi(name: string, index: WolfiIndex = bundledWolfi): readonly string[] {
  const wanted = name.toLowerCase();
  const spellings = respell(wanted).filter((one) => one !== name && index.find(one) !== undefined && index.find(one)?.kind !== 'removed');
  const near = nearNames(
    wanted,
    index.names().filter((one) => !SIDELINE.test(one)),
  );
  const longer = wanted.length < 3 ? [] : index.names().filter((one) => one.startsWith(`${wanted}-`) && !SIDELINE.test(one));
  longer.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return [...new Set([...spellings, ...near, ...longer])].slice(0, 3);
}

/** Spellings that other distributions have for what Wolfi calls differently. */
function respell(name: string): readonly string[] {
  const stem = name.replace(/-devel$/, '-dev');
  const bare = stem.replace(/^lib/, '');
  const unversioned = stem.replace(/t64$/, '').replace(/[-.\d]+(-dev)?$/, '$1');
  return [
    stem,
    bare,
    unversioned,
    unversioned.replace(/^lib/, ''),
    bare.replace(/[-.\d]+-dev$/, '-dev'),
    `lib${stem}`,
    stem.replace(/^python3?-/, 'py3-'),
    stem.replace(/^(fonts|ttf|otf)-/, 'font-'),
    stem.replace(/-(bin|tools|utils|progs|cli|clients?)$/, ''),
    stem.replace(/-libs?$/, ''),
  ].filter((one) => one.length > 1);
}
