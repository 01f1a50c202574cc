/** One Dockerfile → what the engine says about it in its project. */
import { dirname, join } from 'node:path';
import { parseDockerfile } from '../dockerfile/index.ts';
import type { Migration } from '../migration/result.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { Settings } from '../settings.ts';
import type { Engine } from './engine.ts';
import { shownPath } from './inputs.ts';
import { NodeFiles } from './node-files.ts';
import type { Outcome } from './outcome.ts';
import { commonFolder, pathInside, projectRoot } from './project-root.ts';
import type { Source } from './source.ts';

export interface ExaminationRequest {
  /** Its `context` is not read. */
  readonly settings: Settings;
  /** The build context, absolute. */
  readonly context: string | undefined;
  /** Where package names are looked up; the bundled snapshot unless given. */
  readonly wolfi: WolfiIndex | undefined;
}

export class Examiner {
  readonly #engine: Engine;
  readonly #currentDirectory: string;
  /** Files of one project mostly come one after the other: the last project is enough. */
  #project: { readonly root: string; readonly files: NodeFiles } | undefined;

  /** `currentDirectory` is absolute. */
  constructor(engine: Engine, currentDirectory: string) {
    this.#engine = engine;
    this.#currentDirectory = currentDirectory;
  }

  /** Never throws: a mistake of ours must not keep the other files from being done. */
  examine(source: Source, request: ExaminationRequest): Outcome {
    const { path, text } = source;
    const root = this.#rootOf(source.absolutePath, request.context);
    const relativePath = root === undefined ? undefined : pathInside(root, source.absolutePath);
    if (root === undefined || relativePath === undefined) {
      return { kind: 'failed', path, line: undefined, message: `has nothing in common with the build context ${request.context ?? ''}.` };
    }
    const context = request.context === undefined ? undefined : pathInside(root, request.context);
    try {
      const settings = { ...request.settings, context };
      const { migration, findings, buildContext } = this.#engine.examine({
        path: relativePath,
        text,
        files: this.#filesOf(root),
        settings,
        wolfi: request.wolfi,
      });
      if (migration.status === 'failed') {
        const line = migration.report[0]?.line ?? findings[0]?.line;
        return { kind: 'failed', path, line, message: migration.reason ?? 'could not be migrated.' };
      }
      const problem = refusedByDocker(text, migration);
      if (problem !== undefined) return { kind: 'failed', path, ...problem };
      const shown = shownPath(root, this.#currentDirectory);
      return {
        kind: 'examined',
        path,
        text,
        migration,
        findings,
        written: false,
        ...(shown !== '' && { root: shown }),
        ...(buildContext !== undefined && { buildContext: join(root, buildContext) }),
      };
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { kind: 'failed', path, line: undefined, message: `met a mistake in migrate-to-chainguard; please report it. ${detail}` };
    }
  }

  /** Undefined when no folder but the root of the file system holds the file and the build context. */
  #rootOf(file: string, context: string | undefined): string | undefined {
    const root = projectRoot(file, this.#currentDirectory);
    if (context === undefined || pathInside(root, context) !== undefined) return root;
    return commonFolder(dirname(file), context);
  }

  #filesOf(root: string): NodeFiles {
    if (this.#project?.root !== root) this.#project = { root, files: new NodeFiles(root) };
    return this.#project.files;
  }
}

/** Marks of templates and of merge conflicts: such a file is made into a Dockerfile elsewhere, or is about to be one again. */
const UNFINISHED = /\{\{|\{%|<%|^(?:<{7}|>{7}) /m;

/**
 * A text that is no Dockerfile for Docker is a mistake of the input, unless the engine refuses it for another reason, or it is unfinished.
 * An empty one is only not begun.
 */
function refusedByDocker(text: string, { status, reason }: Migration): { readonly line: number; readonly message: string } | undefined {
  const { instructions, problems } = parseDockerfile(text);
  const [problem] = problems;
  if (problem === undefined || instructions.length === 0) return undefined;
  const { line, message } = problem;
  const isTheReason = status === 'unchanged' ? !UNFINISHED.test(text) : status === 'not-converted' && reason?.includes(message) === true;
  return isTheReason ? { line, message: `is not a Dockerfile that Docker would read: ${message}` } : undefined;
}
