/** What runs at the end of a runtime stage, followed through entrypoint scripts, package.json scripts and command-line tools. */
import type { Range } from '../dockerfile/text.ts';

/** One step of the explanation, e.g. `npm start` → `node app.js`. */
export interface StartStep {
  /** What was resolved, as text. */
  readonly from: string;
  readonly to: string;
  /** Where that is written: a path in the build context, or undefined for the Dockerfile itself or a built-in table. */
  readonly source: string | undefined;
}

/** How sure we are that the started file will be in the image. */
export type FileEvidence =
  /** In the build context and copied into the stage. */
  | { readonly kind: 'present'; readonly contextPath: string }
  /** Below the output folder of a build step that runs in a stage of this file. */
  | { readonly kind: 'built'; readonly by: string; readonly folder: string }
  /** The JavaScript file of a dependency that package.json names. */
  | { readonly kind: 'dependency'; readonly packageName: string }
  /** No JavaScript of the project is visible at all (only manifests are checked out, or files cannot be listed): taken on trust, and said. */
  | { readonly kind: 'assumed'; readonly why: string }
  /** Should be there by everything we can see, and is not. */
  | { readonly kind: 'missing'; readonly why: string };

export interface NodeStart {
  readonly kind: 'node';
  /** Options of node itself, before the script: `-r`, `--import`, `--max-old-space-size=…`. */
  readonly nodeOptions: readonly string[];
  /** The script as it will be given to node: relative to the working directory or absolute. */
  readonly script: string;
  /** What the script gets. Variables (`$PORT`) never stand here: a start with one needs a shell. */
  readonly arguments: readonly string[];
  /** Variables that the script of package.json sets (`NODE_ENV=production`, cross-env). */
  readonly environment: readonly (readonly [name: string, value: string])[];
  /** Absolute folder that the start changed to (workspaces, `cd x &&`), undefined when it stays in WORKDIR. */
  readonly workdir: string | undefined;
  /** Absolute folders that a package manager had put on PATH for the script, nearest first; empty when none started it. */
  readonly binFolders: readonly string[];
  readonly evidence: FileEvidence;
  /** Started through a package manager, whose npm_* variables are then gone. */
  readonly throughPackageManager: 'npm' | 'yarn' | 'pnpm' | 'bun' | 'npx' | undefined;
  /** Behind tini, dumb-init or the like in the old file. */
  readonly init: 'tini' | 'dumb-init' | 'other' | undefined;
  /** Files that the script reads by option and that must be in the image (`dotenv -e .env`, `--env-file=.env`, `-r ./x.js`). */
  readonly reads: readonly string[];
  /** The global node_modules (absolute) that the script lies in and that must come along; undefined for all others. */
  readonly globalFolder?: string | undefined;
  /** The tool is meant for development (ts-node, tsx, nodemon with a plain script). */
  readonly developmentTool: string | undefined;
  readonly steps: readonly StartStep[];
  /** Remarks for the report, e.g. hooks that did nothing. */
  readonly notes: readonly string[];
}

export type StartResolution =
  | NodeStart
  /** Needs a shell: a chain, a variable, a substitution, a hook. `text` is the script for `sh -c` when one can be said without a package manager. */
  | {
      readonly kind: 'shell';
      readonly reason: string;
      readonly range: Range | undefined;
      readonly text: string | undefined;
      readonly hint: string | undefined;
      readonly tools: readonly string[];
      readonly steps: readonly StartStep[];
      readonly init: NodeStart['init'];
    }
  /** A script with a shebang (not ours to inline): `path` is the file in the build context. */
  | {
      readonly kind: 'script-file';
      readonly path: string;
      readonly imagePath: string;
      readonly interpreter: string;
      readonly text: string | undefined;
      /** The program that was told to read it, with its options: `sh` in `sh start.sh`. Empty where its first line names the interpreter. */
      readonly readBy: readonly string[];
      readonly arguments: readonly string[];
      readonly cmd: readonly string[] | undefined;
      readonly steps: readonly StartStep[];
      readonly init: NodeStart['init'];
    }
  /** Watchers and dev servers: nodemon, next dev, vite, ts-node-dev. */
  | { readonly kind: 'development'; readonly tool: string; readonly reason: string; readonly steps: readonly StartStep[] }
  /** Another program: nginx, java, python, a binary. */
  | { readonly kind: 'program'; readonly program: string; readonly reason: string; readonly steps: readonly StartStep[] }
  /** Cannot be followed: package.json not readable, script missing, tool unknown. */
  | {
      readonly kind: 'unresolved';
      readonly reason: string;
      /** It is the command of a globally installed package. */
      readonly global?: true;
      readonly range: Range | undefined;
      readonly steps: readonly StartStep[];
      readonly init: NodeStart['init'];
    }
  /** Neither CMD nor ENTRYPOINT: the base image's own (a REPL). */
  | { readonly kind: 'inherited' };
