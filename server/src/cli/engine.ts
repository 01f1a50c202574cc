/** The engine as the command line sees it; tests put another one in its place. */
import type { Finding, Migration } from '../migration/result.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { Settings } from '../settings.ts';

export interface Question {
  /** Of the Dockerfile, relative to the project root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly files: ProjectFiles;
  readonly settings: Settings;
  /** The bundled snapshot unless given. */
  readonly wolfi?: WolfiIndex | undefined;
}

export interface Answer {
  readonly migration: Migration;
  readonly findings: readonly Finding[];
  /** Paths whose state was unknown. Files on disk are read at once, so there are none here. */
  readonly wishes: readonly string[];
  /** The folder that the file is built from, relative to the project root. */
  readonly buildContext?: string;
}

export interface Engine {
  /** Pure, synchronous. */
  examine(question: Question): Answer;
}
