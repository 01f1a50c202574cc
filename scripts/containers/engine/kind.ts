/** What Docker and podman differ in, for the engine that a run starts. */

export type EngineName = 'docker' | 'podman';

export interface EngineKind {
  readonly name: EngineName;
  /** Program → Debian package that brings it. */
  readonly programs: Readonly<Record<string, string>>;
  /** What cannot be seen with it; said at the start of a run. */
  readonly remarks: readonly string[];
  readonly createArguments: readonly string[];
  /** Whether health checks are made by the engine itself. */
  readonly looksAtHealth: boolean;
  /** A Dockerfile as its builder needs it, to give what BuildKit gives. */
  adapt(dockerfile: string): string;
  setUp(folder: string): EngineSetUp;
  /** @param ask runs the client */
  version(ask: (args: readonly string[]) => Promise<string>): Promise<string>;
}

export interface EngineSetUp {
  /** Program and its first arguments. */
  readonly client: readonly string[];
  /** Program and arguments; undefined where there is none. */
  readonly daemon?: readonly string[];
  /** The program that builds and its first arguments. */
  readonly builder: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
