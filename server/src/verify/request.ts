/** What is to be built, run and compared, and how long it may take. */

/** `docker` or `podman`, by what the program says of itself. */
export type EngineKind = 'docker' | 'podman';

/** `both`: the same on both sides. A worker has none. */
export type PortChoice = { readonly before: number; readonly after: number } | 'none';

/** What a person may say about the comparison, on the command line or in the editor. */
export interface VerifyOptions {
  /** Undefined: what EXPOSE says. */
  readonly port: PortChoice | undefined;
  /** Asked with GET, each beginning with a slash. */
  readonly paths: readonly string[];
  /** Headers of the answers that are compared, in lower case. */
  readonly headers: readonly string[];
  /** More words for the build, such as `--build-arg`, `A=b`. */
  readonly buildOptions: readonly string[];
  /** More words for creating the containers, such as `--env`, `A=b`. */
  readonly runOptions: readonly string[];
  readonly buildSeconds: number;
  /** How long the first answer may take. */
  readonly startSeconds: number;
  /** How long a worker runs before it is looked at. */
  readonly workerSeconds: number;
  /** How long the container may take to stop before the engine kills it. */
  readonly stopSeconds: number;
  /** No health check is waited for longer than that. */
  readonly healthSeconds: number;
  /** Leave the two images where they are. */
  readonly keep: boolean;
}

export interface VerifyRequest extends VerifyOptions {
  /** The two Dockerfiles. They are handed to the build as text: no file is written beside the project. */
  readonly original: string;
  readonly migrated: string;
  /** Absolute. */
  readonly context: string;
  /** Text of `NAME.dockerignore` beside the Dockerfile, which goes before the context's own `.dockerignore`. */
  readonly ignoreFile: string | undefined;
  /** Name or path of the program; undefined: docker on PATH, else podman. */
  readonly program: string | undefined;
}

/** What holds unless somebody says otherwise. */
export const DEFAULT_OPTIONS: VerifyOptions = {
  port: undefined,
  paths: ['/'],
  // Of these a migration changes none; the rest (dates, lengths, keep-alive) follow from the answer or from the moment.
  headers: ['content-type', 'location'],
  buildOptions: [],
  runOptions: [],
  buildSeconds: 600,
  startSeconds: 30,
  workerSeconds: 5,
  stopSeconds: 10,
  healthSeconds: 180,
  keep: false,
};

export type Side = 'original' | 'migrated';

/** Told while it goes on. */
export type VerifyProgress =
  | { readonly step: 'build' | 'run'; readonly side: Side }
  | { readonly step: 'build-line'; readonly side: Side; readonly line: string }
  | { readonly step: 'remove' };

export interface VerifySurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted: everything that was started is stopped and removed, then the answer is `cancelled`. */
  readonly signal: AbortSignal;
  progress(event: VerifyProgress): void;
}
