/** What a Dockerfile does, stage by stage: the answer that every rule and the planner read. */
import type { CopyInstruction, Dockerfile, FromInstruction, Instruction, RunInstruction, Stage } from '../dockerfile/ast.ts';
import type { Scopes, VariableScope } from '../dockerfile/scope.ts';
import type { Range } from '../dockerfile/text.ts';
import type { ImageContract, ImageKind, ImageReference } from '../images/index.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { BuildContext } from '../project/build-context.ts';
import type { ComposeService } from '../project/compose.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { PackageOverrides, Settings } from '../settings.ts';
import type { CommandPlace, ListItem, ShellScript, SimpleCommand } from '../shell/ast.ts';
import type { EffectOfCommand, WrittenPath } from './effects.ts';
import type { StartResolution } from './start.ts';

/** One simple command of a RUN with what it does. */
export interface AnalysedCommand {
  readonly place: CommandPlace;
  /** The command itself, wrappers such as sudo and exec removed. */
  readonly command: SimpleCommand;
  readonly effect: EffectOfCommand;
}

/** One item of the top-level list of a RUN. */
export interface RunItem {
  readonly index: number;
  readonly item: ListItem;
  /** Every simple command in it; one, for the plain case. */
  readonly commands: readonly AnalysedCommand[];
  /** Of the item as a whole: pipelines and compound commands included. */
  readonly effect: EffectOfCommand;
  /** A single simple command that stands directly in the list. */
  readonly plain: boolean;
}

export interface RunAnalysis {
  readonly instruction: RunInstruction;
  /** Undefined for RUN in exec form that calls no shell, for other interpreters and for shells that are not POSIX-like. */
  readonly script: ShellScript | undefined;
  readonly items: readonly RunItem[];
  /** Joined by `&&`, `;` and newlines only: a command can be taken out without changing what the others do. */
  readonly plainList: boolean;
  readonly user: UserState;
  readonly workdir: string | undefined;
  /** A SHELL instruction is in force. */
  readonly customShell: boolean;
}

/** Who a stage's commands run as. `known` is false when the USER line holds a variable that cannot be resolved. */
export interface UserState {
  readonly name: string;
  readonly root: boolean;
  readonly known: boolean;
  /** The instruction that set it; undefined for the base image's own user. */
  readonly instruction: Instruction | undefined;
}

/** What a stage is for, judged by what the file does with it. */
export type StageRole =
  /** Its files are copied into another stage, or it is never the result. */
  | 'build'
  /** Other stages start FROM it. */
  | 'shared-base'
  /** The application starts here. */
  | 'runtime'
  /** For developing or testing. */
  | 'development';

/** Somebody takes files from a stage. */
export interface StageCopy {
  readonly instruction: CopyInstruction | RunInstruction;
  readonly by: StageAnalysis;
  /** Paths taken, absolute where known. */
  readonly paths: readonly string[];
}

export interface StageAnalysis {
  readonly index: number;
  readonly stage: Stage;
  readonly from: FromInstruction;
  /** FROM with its variables resolved; undefined when they cannot be. */
  readonly imageText: string | undefined;
  readonly reference: ImageReference | undefined;
  /** Of the image at the root of the lineage. */
  readonly image: ImageKind;
  readonly contract: ImageContract | undefined;
  /** The stage that it starts FROM. */
  readonly parent: StageAnalysis | undefined;
  /** From the oldest ancestor to this stage. */
  readonly lineage: readonly StageAnalysis[];
  readonly children: readonly StageAnalysis[];
  /** Stages that copy from this one. */
  readonly copiedBy: readonly StageCopy[];
  readonly role: StageRole;
  readonly isLast: boolean;
  /** Runs on Docker's official Node image (or the distroless one): one that we convert. */
  readonly convertible: boolean;
  /** Is on Chainguard's Node image already. */
  readonly onChainguard: boolean;
  readonly runs: readonly RunAnalysis[];
  /** The packages that `apk add` finds. */
  readonly wolfi: WolfiIndex;
  /** What the repository says about names of packages. */
  readonly packages: PackageOverrides;
  readonly endUser: UserState;
  /** Absolute, after all WORKDIR lines; undefined when a variable in it cannot be resolved. */
  readonly endWorkdir: string | undefined;
  /** True when neither the stage nor an ancestor has a WORKDIR. */
  readonly noWorkdir: boolean;
  /** Its application lay in `/` of the old image, for want of a WORKDIR, and is taken to lie in `/app`: nothing names it by its place. */
  readonly leavesRoot: boolean;
  readonly effectiveEntrypoint: Instruction | undefined;
  readonly effectiveCmd: Instruction | undefined;
  readonly effectiveHealthcheck: Instruction | undefined;
  /** Accounts made by RUN, by name and number. */
  readonly accounts: readonly string[];
  /** Paths that its own instructions write, COPY and ADD included; without system package files. */
  readonly writes: readonly (WrittenPath & { readonly by: Instruction })[];
  scopeAt(instruction: Instruction): VariableScope;
  userAt(instruction: Instruction): UserState;
  workdirAt(instruction: Instruction): string | undefined;
}

/** A stage with what starts in it. */
export interface StageStart {
  readonly stage: StageAnalysis;
  readonly start: StartResolution;
}

export interface Analysis {
  readonly path: string;
  readonly dockerfile: Dockerfile;
  readonly scopes: Scopes;
  readonly settings: Settings;
  readonly files: ProjectFiles;
  readonly context: BuildContext;
  readonly composeServices: readonly ComposeService[];
  readonly stages: readonly StageAnalysis[];
  /** At least one stage runs on a Node image that we know. Otherwise no rule says anything. */
  readonly concernsNode: boolean;
  /** Text that is no Dockerfile for Docker: templates, merge conflicts, Windows. One sentence, with its place. */
  readonly obstacle: { readonly reason: string; readonly range: Range } | undefined;
  startOf(stage: StageAnalysis): StartResolution;
}
