/** What came of it, as data: for the command line's table and JSON, and for the editor. */
import type { EngineKind, Side } from './request.ts';

export type Verification =
  | Comparison
  /** No client, no daemon, no rights: nothing was built. */
  | { readonly kind: 'engine-unusable'; readonly problem: EngineProblem; readonly message: string }
  /** Several ports are exposed and nobody said which one serves. */
  | { readonly kind: 'port-unclear'; readonly ports: readonly number[]; readonly message: string }
  | {
      readonly kind: 'build-failed';
      readonly side: Side;
      readonly cause: 'dockerfile' | 'disk-full' | 'time-limit' | 'network';
      readonly message: string;
      /** The end of what the build said. */
      readonly lines: readonly string[];
    }
  /** It builds, but it does nothing that a migration could be measured against. */
  | { readonly kind: 'original-does-not-run'; readonly message: string; readonly lines: readonly string[] }
  /** The engine refused something that it should not. */
  | { readonly kind: 'engine-failed'; readonly message: string }
  | { readonly kind: 'cancelled'; readonly message: string };

export type EngineProblem = 'not-found' | 'unknown-program' | 'unreachable' | 'forbidden' | 'no-buildkit' | 'no-way-in';

export interface Comparison {
  readonly kind: 'compared';
  /** No row differs in a way that a migration must not. */
  readonly same: boolean;
  readonly engine: { readonly kind: EngineKind; readonly version: string };
  readonly rows: readonly Row[];
  readonly original: Observation;
  readonly migrated: Observation;
  /** Names of the images; empty when they were removed. */
  readonly kept: readonly string[];
}

/**
 * `same`: no difference. `better`: what a migration is meant to change. `figure`: told, not judged. `unknown`: could not be seen on one side.
 * `differs`: what the original did and the migrated image does not.
 */
export type Verdict = 'same' | 'better' | 'figure' | 'unknown' | 'differs';

export interface Row {
  readonly what: string;
  readonly original: string;
  readonly migrated: string;
  readonly verdict: Verdict;
  /** A few words; empty when the verdict says it all. */
  readonly remark: string;
}

/** One image, built and run. */
export interface Observation {
  readonly image: ImageFacts;
  readonly buildSeconds: number;
  /** Undefined for a worker. */
  readonly port: number | undefined;
  /** From a second container, where no published port can be reached. That one takes a moment to start, too. */
  readonly askedFromWithin: boolean;
  /** How it was when it was looked at; a container that ended by itself has its exit code. */
  readonly end: { readonly ended: false } | { readonly ended: true; readonly exitCode: number };
  /** From the start to the first answer; undefined when there was none. */
  readonly startSeconds: number | undefined;
  /** In the order of the paths. */
  readonly answers: readonly Answer[];
  /** Undefined when the engine could not list them. */
  readonly processes: readonly ContainerProcess[] | undefined;
  readonly health: Health;
  /** Undefined when it had ended by itself. */
  readonly stop: Stop | undefined;
  /** The end of its log. */
  readonly log: readonly string[];
}

export interface ImageFacts {
  readonly bytes: number;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly user: string;
  readonly workdir: string;
  /** TCP, in order. */
  readonly ports: readonly number[];
  readonly stopSignal: string;
  /** Undefined without a health check. How long it may take to settle. */
  readonly healthSeconds: number | undefined;
}

export type Answer =
  | {
      readonly path: string;
      readonly kind: 'answered';
      readonly status: number;
      /** Of those asked for, the ones that it has. */
      readonly headers: Readonly<Record<string, string>>;
      readonly bodyBytes: number;
      readonly bodySha256: string;
      /** The first characters. */
      readonly bodyStart: string;
      /** Asked twice, it gave two bodies: a time or a number in it. Such bodies are not compared. */
      readonly bodyVaries: boolean;
    }
  | { readonly path: string; readonly kind: 'none'; readonly reason: string };

export interface ContainerProcess {
  readonly pid: number;
  readonly parent: number;
  /** Number; a name where the engine gives no number. */
  readonly user: string;
  readonly command: string;
}

/** `unsettled`: still starting when the time was up. */
export type Health = 'none' | 'healthy' | 'unhealthy' | 'unsettled';

export interface Stop {
  readonly seconds: number;
  readonly exitCode: number;
  /** It did not end by itself, and the engine killed it. */
  readonly killed: boolean;
}
