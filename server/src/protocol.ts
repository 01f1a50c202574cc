/**
 * What client and server say to each other beyond the Language Server Protocol. Types only: the client imports nothing else from the server.
 */
import type { TextEdit } from 'vscode-languageserver-protocol';

/** Method name of the request that converts one open document. */
export type MigrateMethod = 'migrateToChainguard/migrate';

/** Method name of the notification that tells whether the server's last work succeeded. */
export type StatusMethod = 'migrateToChainguard/status';

export type Strategy = 'auto' | 'distroless' | 'dev' | 'direct';

export interface MigrateParams {
  /** `version` is the one that the caller sees; the server refuses (ContentModified) when its own differs. */
  readonly textDocument: { readonly uri: string; readonly version: number };
  /** Without it the setting `migrateToChainguard.strategy` decides. */
  readonly strategy?: Strategy;
}

export interface ReportEntry {
  /** Id of the rule that speaks. */
  readonly rule: string;
  /** 0-based line in the document as it was before. */
  readonly line: number;
  readonly action: 'kept' | 'moved' | 'rewritten' | 'dropped' | 'added' | 'review';
  readonly message: string;
}

export interface MigrateResult {
  readonly status: 'migrated' | 'unchanged' | 'not-converted' | 'failed';
  /** The whole document after the migration; equal to the present text unless `status` is `migrated`. */
  readonly text: string;
  /** The strategy that was used in the end, for people: `distroless`, `runtime + packages`, …; empty when nothing was converted. */
  readonly strategy: string;
  /** Why nothing was converted; empty otherwise. */
  readonly reason: string;
  /** The same change as edits of the given document version. */
  readonly edits: readonly TextEdit[];
  /** The version that `edits` belong to. */
  readonly version: number;
  readonly report: readonly ReportEntry[];
  readonly reportMarkdown: string;
}

export interface StatusParams {
  readonly state: 'ready' | 'failed';
  /** One sentence for people; details are in the log. */
  readonly message: string;
}

/** What the client tells at initialization. Other editors may leave all of it out. */
export interface InitializationOptions {
  /** True when another extension already serves hover, completion and formatting of Dockerfiles. */
  readonly otherDockerExtension?: boolean;
  /** Setting `migrateToChainguard.languageFeatures`, needed before settings can be asked for. */
  readonly languageFeatures?: 'auto' | 'on' | 'off';
}
