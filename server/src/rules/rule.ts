/** What a rule is. One rule, one file, one difference between Docker's Node images and Chainguard's. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { StartResolution } from '../analysis/start.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { ImageContract } from '../images/index.ts';
import type { Severity } from '../settings.ts';
import type { RuleId } from './ids.ts';
import type { Operation, Requirement } from './operation.ts';

/** Another file, made or completed. */
export interface FileFix {
  /** Relative to the workspace root. */
  readonly path: string;
  readonly title: string;
  /** Its text now; undefined when the file does not exist. */
  readonly before: string | undefined;
  /** What is written at its end. */
  readonly appended: string;
}

/** One remark of a rule. */
export interface Remark {
  readonly range: Range;
  readonly message: string;
  readonly severity: Severity;
  /** What it is about falls away in a migration. */
  readonly unnecessary?: boolean;
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
  /** The stage whose repair would mend it; undefined when only a person can. */
  readonly fix?: { readonly stage: StageAnalysis };
  /** What mends it in a file beside the Dockerfile. */
  readonly fileFix?: FileFix;
}

/** Which piece of the new file some instructions of a stage end up in. */
export type Part =
  /** The stage as it stands, on another image. */
  | 'whole'
  /** The front of a stage that was split: everything that builds. */
  | 'build'
  /** The new final stage of a split. */
  | 'runtime';

/** One stage of the new file, as rules see it while they convert. */
export interface StageTarget {
  readonly stage: StageAnalysis;
  readonly part: Part;
  /** The instructions that stand in this part, in order. A rule converts no others. */
  readonly instructions: readonly Instruction[];
  /** The image that the part will have, and its reference. */
  readonly contract: ImageContract;
  readonly image: string;
  /** True when the part still starts FROM another stage of the file. */
  readonly inheritsStage: boolean;
  /** The application (or a development server) starts here. */
  readonly starts: boolean;
  /** The smallest possible change (`--strategy direct`): the shape of the file stays. */
  readonly direct: boolean;
  /** Packages and a shell that are added to a runtime without a package manager. */
  readonly runtimePackages: readonly string[];
  /** User at the start of the part on the new image. */
  readonly startsAsRoot: boolean;
  /** Working directory before and after, when it moves. */
  readonly movedWorkdir: { readonly from: string; readonly to: string } | undefined;
  readonly start: StartResolution | undefined;
  /** Only errors are mended: the stage is on Chainguard already. */
  readonly repair: boolean;
}

export interface Rule {
  readonly id: RuleId;
  /** What the user sees as its name, one short phrase. */
  readonly title: string;
  readonly defaultSeverity: Severity;
  /** What the lightbulb says on a stage that is on Chainguard already, e.g. `Start node with dumb-init`. */
  readonly fixTitle?: string;
  /** Why there is no quick fix, when there is none. */
  readonly noFix?: string;
  /** Remarks about the file as it stands. */
  check(analysis: Analysis): readonly Remark[];
  /** What keeps a runtime stage from a better row of the strategy table. */
  requirements?(analysis: Analysis, stage: StageAnalysis, start: StartResolution): readonly Requirement[];
  /** How the rule's nodes look on the image that the part will have. */
  convert?(analysis: Analysis, target: StageTarget): readonly Operation[];
}
