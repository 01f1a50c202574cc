/** The engine as the language server, the command line and the tests use it: text and surroundings in, findings and a migration out. */
import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../analysis/model.ts';
import { parseDockerfile } from '../dockerfile/index.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { ProjectFiles } from '../project/files.ts';
import { recordingFiles } from '../project/memory-files.ts';
import type { Settings } from '../settings.ts';
import { check } from './check.ts';
import { migrate } from './migrate.ts';
import type { Finding, Migration } from './result.ts';

export { type Choices, choicesFor, type StrategyChoice } from './choices.ts';
export { checkWithRemarks } from './check.ts';
export { migrate } from './migrate.ts';
export { fixAll, type QuickFix, quickFixes } from './quick-fixes.ts';
export type * from './result.ts';

export interface ExamineInput {
  /** Relative to the workspace root, `/`-separated. */
  readonly path: string;
  readonly text: string;
  readonly files: ProjectFiles;
  readonly settings: Settings;
  /** Where package names are looked up; the bundled snapshot unless given. */
  readonly wolfi?: WolfiIndex | undefined;
}

export interface Examination {
  readonly findings: readonly Finding[];
  readonly migration: Migration;
  /** Paths whose state was `unknown`: the caller loads them and examines again, a bounded number of rounds. */
  readonly wishes: readonly string[];
  /** The folder that the file is built from, relative to the workspace root; '' is the root itself. */
  readonly buildContext: string;
}

/** Findings and migration of one file. Pure and synchronous; throws only for bugs. */
export function examine(input: ExamineInput): Examination {
  const files = recordingFiles(input.files);
  const analysis = analyseText({ ...input, files });
  return { findings: check(analysis), migration: migrate(analysis), wishes: [...files.wishes], buildContext: analysis.context.folder };
}

/** Findings alone, for the typing path. */
export function findingsOf(input: ExamineInput): Pick<Examination, 'findings' | 'wishes'> {
  const files = recordingFiles(input.files);
  return { findings: check(analyseText({ ...input, files })), wishes: [...files.wishes] };
}

function analyseText(input: ExamineInput): Analysis {
  return analyse(input.path, parseDockerfile(input.text), input.files, input.settings, input.wolfi);
}
