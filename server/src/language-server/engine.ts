/**
 * The engine as the language server sees it. What stands behind it (analysis, rules, migration) knows no editor.
 *
 * All functions are synchronous and never throw on any text. `path` is relative to the workspace root, with `/`. Files that are `unknown`
 * when they are asked for are loaded by the caller, who then asks again.
 */
import type { Analysis } from '../analysis/model.ts';
import type { Choices } from '../migration/choices.ts';
import type * as core from '../migration/result.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { Settings, StrategyRequest } from '../settings.ts';

/** Settings, and the list that package names are looked up in where it is not the bundled one. */
export interface EngineSettings extends Settings {
  readonly wolfi?: WolfiIndex | undefined;
}

/** Sorted, not overlapping. */
export type Edits = readonly core.TextEdit[];

/** A file beside the Dockerfile. `path` is relative to the workspace root, `before` undefined when it does not exist. */
export interface OtherFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly appended: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: Edits;
  /** True where it is the one answer. */
  readonly preferred: boolean;
  /** Another file that is made or completed; then `edits` is empty. */
  readonly file?: OtherFile;
}

export interface Finding extends core.Finding {
  /** Address of the rule's page. */
  readonly docs?: string;
  /** Computed when asked for; empty when a person has to decide. */
  fixes(): readonly Fix[];
}

export interface Engine {
  /** What hover, links and the like read. */
  analyse(text: string, path: string, settings: EngineSettings, files: ProjectFiles): Analysis;
  check(text: string, path: string, settings: EngineSettings, files: ProjectFiles): readonly Finding[];
  migrate(text: string, path: string, settings: EngineSettings, files: ProjectFiles, strategy: StrategyRequest): core.Migration;
  /** What a person can decide, beside the migration under these settings. */
  choices(
    text: string,
    path: string,
    settings: EngineSettings,
    files: ProjectFiles,
  ): { readonly migration: core.Migration; readonly choices: Choices };
  /** What `source.fixAll` applies: repairs of stages that are already on Chainguard; never a new base. */
  fixAll(text: string, path: string, settings: EngineSettings, files: ProjectFiles): Edits;
}
