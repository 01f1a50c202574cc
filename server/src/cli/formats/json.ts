/** For programs: one JSON document, described by docs/schema/report.schema.json. */
import type { Finding, MigrationStatus, NextStepKind, OutsideTopic, ReportAction, Strategy } from '../../migration/result.ts';
import { byLine, type Outcome, statusOf, textChanges, type Totals } from '../outcome.ts';
import { createPositions, type PositionRange } from '../positions.ts';
import type { Reporter } from '../reporter.ts';

/** Lines and columns are 1-based; columns count UTF-16 code units; ends are exclusive. All refer to the old text. */
interface JsonFile {
  readonly path: string;
  readonly status: MigrationStatus;
  readonly strategy: Strategy | null;
  /** Why nothing was converted, or why it failed. */
  readonly reason: string | null;
  /** Where it failed, as far as known. */
  readonly line: number | null;
  /** The new text; null when the text does not change. */
  readonly output: string | null;
  readonly written: boolean;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: Finding['severity'];
    readonly message: string;
    readonly line: number;
    readonly range: PositionRange;
    readonly fixable: boolean;
  }[];
  readonly report: readonly {
    readonly rule: string;
    readonly line: number;
    readonly range: PositionRange;
    readonly action: ReportAction;
    readonly message: string;
  }[];
  /** What other files and systems have to follow. Paths and commands are relative to the folder `root`. */
  readonly outside: readonly {
    readonly topic: OutsideTopic;
    readonly message: string;
    readonly places: readonly { readonly path: string; readonly line: number | null }[];
    readonly command: string | null;
  }[];
  readonly nextSteps: readonly {
    readonly kind: NextStepKind;
    readonly title: string;
    readonly commands: readonly { readonly command: string; readonly note: string | null }[];
  }[];
  /** Relative to the current directory. */
  readonly root: string;
}

/** `refreshedIndex`: day of the Wolfi index, where it is not the bundled one. */
export function createJsonReporter(version: string, refreshedIndex?: string): Reporter {
  let first = true;
  return {
    *begin() {
      yield `{\n  "version": ${JSON.stringify(version)},\n`;
      if (refreshedIndex !== undefined) yield `  "wolfiIndex": ${JSON.stringify({ kind: 'refreshed', date: refreshedIndex })},\n`;
      yield '  "files": [';
    },
    *file(outcome) {
      yield first ? '\n' : ',\n';
      first = false;
      yield indented(JSON.stringify(toJson(outcome), undefined, 2), '    ');
    },
    *end(totals) {
      yield `${first ? '' : '\n  '}],\n  "summary": ${indented(JSON.stringify(toSummary(totals), undefined, 2), '  ').trimStart()}\n}\n`;
    },
  };
}

function toJson(outcome: Outcome): JsonFile {
  const { path } = outcome;
  const status = statusOf(outcome);
  if (outcome.kind === 'failed') {
    const line = outcome.line === undefined ? null : outcome.line + 1;
    return {
      path,
      status,
      strategy: null,
      reason: outcome.message,
      line,
      output: null,
      written: false,
      findings: [],
      report: [],
      outside: [],
      nextSteps: [],
      root: '.',
    };
  }
  const { migration, written } = outcome;
  const at = createPositions(outcome.text);
  return {
    path,
    status,
    strategy: migration.strategy ?? null,
    reason: migration.reason ?? null,
    line: null,
    output: textChanges(outcome) ? migration.text : null,
    written,
    findings: byLine(outcome.findings).map(({ rule, severity, message, line, range, fixable }) => ({
      rule,
      severity,
      message,
      line: line + 1,
      range: at(range),
      fixable,
    })),
    report: byLine(migration.report).map(({ rule, line, range, action, message }) => ({
      rule,
      line: line + 1,
      range: at(range),
      action,
      message,
    })),
    outside: migration.outside.map(({ topic, message, places, command }) => ({
      topic,
      message,
      places: places.map((place) => ({ path: place.path, line: place.line === undefined ? null : place.line + 1 })),
      command: command ?? null,
    })),
    nextSteps: migration.nextSteps.map(({ kind, title, commands }) => ({
      kind,
      title,
      commands: commands.map(({ text, note }) => ({ command: text, note: note ?? null })),
    })),
    root: outcome.root ?? '.',
  };
}

function toSummary({ files, byStatus, byStrategy, left }: Totals) {
  return {
    files,
    migrated: byStatus.migrated,
    unchanged: byStatus.unchanged,
    notConverted: byStatus['not-converted'],
    failed: byStatus.failed,
    left,
    strategies: byStrategy,
  };
}

function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => indent + line)
    .join('\n');
}
