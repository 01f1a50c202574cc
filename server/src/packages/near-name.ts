/** Names that differ from a written one by a slip of the fingers. */

/**
 * The candidates within one slip of a short name or two of a longer one (a letter more, less or other, two neighbours swapped), nearest first.
 * Case does not matter; names below four letters have no neighbours worth naming.
 */
export function nearNames(wanted: string, candidates: readonly string[]): readonly string[] {
  const name = wanted.toLowerCase();
  const allowed = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
  if (allowed === 0) return [];
  const found: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > allowed || !beginsAlike(candidate, name)) continue;
    const distance = editDistance(name, candidate.toLowerCase(), allowed);
    // Letters in another order are the likelier slip than another letter.
    if (distance <= allowed) found.push({ candidate, distance: letters(candidate) === letters(name) ? distance - 0.5 : distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return found.map((one) => one.candidate);
}

/** Slips in the first letter are rare; those that swap or drop it are let through. */
function beginsAlike(candidate: string, wanted: string): boolean {
  const first = candidate[0]?.toLowerCase();
  return first === wanted[0] || first === wanted[1] || candidate[1] === wanted[0];
}

function letters(name: string): string {
  return name.toLowerCase().split('').sort().join('');
}

/** Damerau-Levenshtein (adjacent transpositions), given up above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    before = last;
    last = current;
  }
  return last[b.length] ?? limit + 1;
}
