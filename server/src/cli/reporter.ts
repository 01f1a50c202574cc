/** How results become output. One reporter per format; each gives its text in pieces, so that thousands of files are never held together. */
import type { Outcome, Totals } from './outcome.ts';

export interface Reporter {
  begin(): Iterable<string>;
  file(outcome: Outcome): Iterable<string>;
  end(totals: Totals): Iterable<string>;
}
