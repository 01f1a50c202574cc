/** What is to be built, run and compared, and how long it may take. */

/** `docker` or `podman`, by what the program says of itself. */
export type EngineKind = 'docker' | 'podman';

/** `both`: the same on both sides. A worker has none. */
export type PortChoice = { readonly before: number; readonly after: number } | 'none';

export interface VerifyRequest {
  /** The two Dockerfiles. They are handed to the build as text: no file is written beside the project. */
  readonly original: string;
  readonly migrated: string;
  /** Absolute. */
  readonly context: string;
  /** Text of `NAME.dockerignore` beside the Dockerfile, which goes before the context's own `.dockerignore`. */
  readonly ignoreFile: string | undefined;
  /** Name or path of the program; undefined: docker on PATH, else podman. */
  readonly program: string | undefined;
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

/** What holds unless somebody says otherwise. */
export const DEFAULT_LIMITS = { buildSeconds: 600, startSeconds: 30, workerSeconds: 5, stopSeconds: 10, healthSeconds: 180 } as const;
export const DEFAULT_PATHS: readonly string[] = ['/'];
/** Of these a migration changes none; the rest (dates, lengths, keep-alive) follow from the answer or from the moment. */
export const DEFAULT_HEADERS: readonly string[] = ['content-type', 'location'];

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
