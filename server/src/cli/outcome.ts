/** What came of one input, and of all. */
import type { Finding, Migration, MigrationStatus, ReportEntry, Strategy } from '../migration/result.ts';

export type Outcome =
  | {
      readonly kind: 'examined';
      /** As it is shown. */
      readonly path: string;
      /** The old text, which all ranges and lines refer to. */
      readonly text: string;
      readonly migration: Migration;
      readonly findings: readonly Finding[];
      readonly written: boolean;
      /** The folder that it is built from, absolute. */
      readonly buildContext?: string;
      /** The folder that paths and commands of the migration are relative to, as it is shown; undefined for the current directory. */
      readonly root?: string;
    }
  | {
      readonly kind: 'failed';
      readonly path: string;
      /** 0-based. */
      readonly line: number | undefined;
      /** Follows the path: `is not valid UTF-8.` */
      readonly message: string;
    };

export type Examined = Outcome & { readonly kind: 'examined' };

export interface Totals {
  readonly files: number;
  readonly byStatus: Readonly<Record<MigrationStatus, number>>;
  readonly byStrategy: Readonly<Partial<Record<Strategy, number>>>;
  /** Files that make `--check` fail. */
  readonly left: number;
}

/** Counts as files come in, so that no result has to be kept. */
export class Tally {
  readonly #byStatus: Record<MigrationStatus, number> = { migrated: 0, unchanged: 0, 'not-converted': 0, failed: 0 };
  readonly #byStrategy: Partial<Record<Strategy, number>> = {};
  #left = 0;

  add(outcome: Outcome): void {
    this.#byStatus[statusOf(outcome)]++;
    if (outcome.kind === 'failed') return;
    const { strategy } = outcome.migration;
    if (strategy !== undefined) this.#byStrategy[strategy] = (this.#byStrategy[strategy] ?? 0) + 1;
    if (leftToDo(outcome)) this.#left++;
  }

  get totals(): Totals {
    const files = Object.values(this.#byStatus).reduce((sum, count) => sum + count, 0);
    return { files, byStatus: this.#byStatus, byStrategy: this.#byStrategy, left: this.#left };
  }
}

export function statusOf(outcome: Outcome): MigrationStatus {
  return outcome.kind === 'failed' ? 'failed' : outcome.migration.status;
}

/** What `--check` asks: would the text change, or is there a finding that is a warning or worse? */
export function leftToDo(outcome: Examined): boolean {
  return textChanges(outcome) || outcome.findings.some(isGrave);
}

export function textChanges({ text, migration }: Examined): boolean {
  return migration.text !== text;
}

export function isGrave({ severity }: Finding): boolean {
  return severity === 'warning' || severity === 'error';
}

export function byLine<T extends Pick<Finding | ReportEntry, 'line'>>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => a.line - b.line);
}
