/** The little that tracing files needs to know about the stages of a Dockerfile: what each copies and runs, in order. */
import type { SimpleCommand } from '../shell/ast.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { CommandEffect, WrittenPath } from './effects.ts';

/** One COPY or ADD. Variables are expanded; sources that hold one that cannot be resolved are left out. */
export interface CopyEvent {
  readonly kind: 'copy';
  /** `Instruction.index`. */
  readonly instruction: number;
  readonly from:
    | { readonly kind: 'context' }
    | { readonly kind: 'stage'; readonly index: number }
    | { readonly kind: 'image'; readonly image: string };
  /** As written: globs, folders, URLs of ADD. */
  readonly sources: readonly string[];
  readonly heredocs: readonly { readonly name: string; readonly text: string }[];
  /** As written, made absolute; a slash at the end is kept. Undefined when a variable in it cannot be resolved. */
  readonly destination: string | undefined;
  /** `--parents`. */
  readonly parents: boolean;
  /** ADD, which unpacks archives. */
  readonly add: boolean;
}

/** One simple command of a RUN, wrappers such as sudo removed. */
export interface RunCommandView {
  readonly command: SimpleCommand;
  readonly effect: CommandEffect;
  readonly writes: readonly WrittenPath[];
}

export interface RunEvent {
  readonly kind: 'run';
  readonly instruction: number;
  /** Absolute, where the RUN begins. */
  readonly workdir: string | undefined;
  /** Every simple command in the order written, those inside `if` and the like too. */
  readonly commands: readonly RunCommandView[];
}

export interface StageView {
  readonly index: number;
  /** The stage that it starts FROM, if it is one of this file. */
  readonly parent: number | undefined;
  /** In the order of the file. */
  readonly events: readonly (CopyEvent | RunEvent)[];
}

export interface StageFilesView {
  readonly files: ProjectFiles;
  /** The build context, relative to the workspace root. */
  readonly contextFolder: string;
  /** Whether .dockerignore keeps a path of the context out. */
  ignores(contextPath: string): boolean;
  /** By index. */
  readonly stages: readonly StageView[];
}

export interface NamedPackage {
  readonly name: string;
  /** As written; undefined without one. */
  readonly range: string | undefined;
}

/** What node_modules was filled from. */
export interface InstalledFiles {
  /** The package.json beside that node_modules, relative to the build context; undefined when none came from there. */
  readonly manifest: string | undefined;
  /** Packages that the command named (`npm install express@4`). */
  readonly packages: readonly NamedPackage[];
}

/** Where a file of an image comes from. */
export type FileOrigin =
  /** `path` is relative to the build context. `exists: false` means that it cannot be told (no listing). */
  | { readonly kind: 'context'; readonly path: string; readonly exists: boolean }
  /** Written in the Dockerfile itself, as a heredoc. */
  | { readonly kind: 'inline'; readonly text: string; readonly instruction: number }
  /** `by` is the command as written, `folder` the absolute folder in the image of stage `stage` that it writes. */
  | {
      readonly kind: 'built';
      readonly stage: number;
      readonly by: string;
      readonly folder: string;
      readonly tool: string | undefined;
      /** For what an installation of dependencies wrote. */
      readonly installed?: InstalledFiles;
    }
  | { readonly kind: 'base-image' }
  /** An image that is no stage of this file, a URL, a cloned repository. */
  | { readonly kind: 'external'; readonly image: string }
  /** Copied by name from the context, where it does not lie, or removed again. `path` is where it should lie in the context. */
  | { readonly kind: 'absent'; readonly path: string | undefined; readonly why: string; readonly removed?: true }
  | { readonly kind: 'unknown'; readonly why: string };
