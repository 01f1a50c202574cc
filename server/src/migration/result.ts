/** What a migration gives back. Shared by the command line, the language server and the tests. */
import type { Range } from '../dockerfile/text.ts';
import type { ProjectPlace } from '../project/compose-places.ts';
import type { RuleId } from '../rules/ids.ts';
import type { ReportAction } from '../rules/operation.ts';

export type { ReportAction };
import type { Severity, StrategyRequest } from '../settings.ts';

export type { StrategyRequest };

export type MigrationStatus = 'migrated' | 'unchanged' | 'not-converted' | 'failed';
/** The row of the strategy table that was reached. `repair`: only errors on stages that are on Chainguard already. */
/** `build-stages`: the application starts on another image; only the stages that build with Node were converted. */
export type Strategy = 'distroless' | 'runtime-packages' | 'dev-runtime' | 'direct' | 'build-stages' | 'repair';

/** One line of the report. */
export interface ReportEntry {
  readonly rule: RuleId;
  /** 0-based line in the original document. */
  readonly line: number;
  readonly range: Range;
  readonly action: ReportAction;
  readonly message: string;
  /** Where the thing itself stands, when it is in another file. */
  readonly elsewhere?: ProjectPlace;
}

export type OutsideTopic = 'port' | 'volume' | 'user' | 'command' | 'probe' | 'path' | 'compose' | 'kubernetes';

/** Something outside the Dockerfile that has to follow the migration. */
export interface OutsidePoint {
  readonly topic: OutsideTopic;
  readonly message: string;
  /** Lines of other files that it is about. */
  readonly places: readonly ProjectPlace[];
  /** What does it once, ready for a POSIX shell; words in capitals are to be filled in. */
  readonly command?: string;
}

export type NextStepKind = 'build' | 'run' | 'debug' | 'verify';

export interface StepCommand {
  /** One line for a POSIX shell, from the root of the workspace; words in capitals are to be filled in. */
  readonly text: string;
  /** One sentence, where the command does not explain itself. */
  readonly note?: string;
}

/** What to do with the migrated file. */
export interface NextStep {
  readonly kind: NextStepKind;
  readonly title: string;
  readonly commands: readonly StepCommand[];
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface Migration {
  readonly status: MigrationStatus;
  /** Undefined unless something was converted. */
  readonly strategy: Strategy | undefined;
  /** The new document; the old one, byte for byte, when nothing was converted. */
  readonly text: string;
  /** Against the old document, in order, not overlapping. Empty when unchanged. */
  readonly edits: readonly TextEdit[];
  readonly report: readonly ReportEntry[];
  /** For not-converted and unchanged: the one sentence why. */
  readonly reason: string | undefined;
  /** Empty unless migrated. */
  readonly outside: readonly OutsidePoint[];
  /** Empty unless migrated. */
  readonly nextSteps: readonly NextStep[];
}

/** One remark, ready for an editor. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** 0-based line. */
  readonly line: number;
  readonly fixable: boolean;
  /** What it is about falls away in a migration: editors grey it out. */
  readonly unnecessary: boolean;
  readonly related: readonly { readonly range: Range; readonly message: string }[];
}
