/**
 * What client and server say to each other beyond the Language Server Protocol. Types only: the client imports nothing else from the server.
 */
import type { Position, TextEdit } from 'vscode-languageserver-protocol';

/** Method name of the request that converts one open document. */
export type MigrateMethod = 'migrateToChainguard/migrate';

/** Method name of the notification that tells whether the server's last work succeeded. */
export type StatusMethod = 'migrateToChainguard/status';

export type Strategy = 'auto' | 'distroless' | 'dev' | 'direct';

/** What a person decides in the preview. What is left out is as the settings say. */
export interface Decisions {
  readonly strategy?: Strategy;
  /** Empty for the free images. */
  readonly organization?: string;
  readonly registry?: string;
  /** `latest`, `keep`, or a version as tags have it: `22`, `22.15`. */
  readonly nodeVersion?: string;
  readonly workingDirectory?: 'auto' | 'keep';
}

/** A decision that cannot be followed; the result was made without it. */
export interface DecisionProblem {
  readonly decision: keyof Decisions;
  /** One sentence for people. */
  readonly message: string;
}

export interface StrategyChoice {
  readonly strategy: Strategy;
  /** Whether asking for it changes the file. */
  readonly available: boolean;
  /** The strategy that comes of it, for people; empty when it cannot be had. */
  readonly result: string;
  /** Why it cannot be had; empty otherwise. */
  readonly reason: string;
}

/** What there is to decide about one document. */
export interface DecisionState {
  /** What holds: the decisions, and the settings where nothing was decided. */
  readonly values: Required<Decisions>;
  readonly problems: readonly DecisionProblem[];
  readonly strategies: readonly StrategyChoice[];
  /** The folder that the application leaves or keeps; left out where there is nothing to decide. */
  readonly workingDirectory?: { readonly from: string; readonly to: string };
  /** `pinned`: the version that the settings name for all Dockerfiles. */
  readonly node: { readonly latest?: number; readonly present?: string; readonly pinned?: string };
}

export interface MigrateParams {
  /** `version` is the one that the caller sees; the server refuses (ContentModified) when its own differs. */
  readonly textDocument: { readonly uri: string; readonly version: number };
  /** Without it the setting `migrateToChainguard.strategy` decides. */
  readonly strategy?: Strategy;
  /** With it, be it empty, the result tells what there is to decide. */
  readonly decisions?: Decisions;
}

/** A line of another file. */
export interface Place {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  /** 0-based; left out for the file as a whole. */
  readonly line?: number;
}

/** Something outside the document that has to follow. */
export interface OutsidePoint {
  readonly topic: 'port' | 'volume' | 'user' | 'command' | 'probe' | 'path' | 'compose' | 'kubernetes';
  readonly message: string;
  readonly places: readonly Place[];
  /** A one-off command; words in capitals are to be filled in. */
  readonly command?: string;
}

export interface NextStep {
  readonly kind: 'build' | 'run' | 'debug' | 'verify';
  readonly title: string;
  /** For a POSIX shell, in the root of the workspace folder. */
  readonly commands: readonly { readonly text: string; readonly note?: string }[];
}

export interface ReportEntry {
  /** Id of the rule that speaks. */
  readonly rule: string;
  /** 0-based line in the document as it was before. */
  readonly line: number;
  readonly action: 'kept' | 'moved' | 'rewritten' | 'dropped' | 'added' | 'review';
  readonly message: string;
  /** It stands among what lies outside the document, too. */
  readonly outside?: boolean;
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
  readonly outside: readonly OutsidePoint[];
  readonly nextSteps: readonly NextStep[];
  /** Only when `decisions` were sent along. */
  readonly decisions?: DecisionState;
}

/**
 * Method names of the requests by which the server looks at files that it cannot reach itself. It asks clients that said `readsFiles`, and
 * only about files around an open Dockerfile.
 */
export type ReadFileMethod = 'migrateToChainguard/readFile';
export type ReadDirectoryMethod = 'migrateToChainguard/readDirectory';

export interface ReadFileParams {
  readonly uri: string;
  /** In bytes; a larger file is not read. */
  readonly maximumSize: number;
}

/** `binary`: a zero byte in it. */
export type UnreadableFile = 'not-a-file' | 'too-large' | 'binary' | 'not-utf-8';

export type ReadFileResult =
  | { readonly state: 'present'; readonly text: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly why: UnreadableFile }
  /** Anything else; `reason` is for people. */
  | { readonly state: 'failed'; readonly reason: string };

export interface ReadDirectoryParams {
  readonly uri: string;
}

/** The names directly in it. The request fails when it cannot be read. */
export interface ReadDirectoryResult {
  readonly files: readonly string[];
  readonly folders: readonly string[];
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
  /** True when the client's own JSON editor tells faults of JSON in documents that are open: then the server leaves them out there. */
  readonly checksJson?: boolean;
  /** True when the client answers `ReadFileMethod` and `ReadDirectoryMethod`. */
  readonly readsFiles?: boolean;
  /** Translations of what the server says, from the English text; left out for English. */
  readonly messages?: Readonly<Record<string, string>>;
  /** Where this client shows the pages about rules, up to the rule's id: `scheme:/folder/` for `scheme:/folder/healthcheck.md`. Without it diagnostics have no link. */
  readonly rulePages?: string;
  /**
   * Commands of the client that lenses and quick fixes may call: `migrateToChainguard.migrate`, which takes `MigrateCommandArgument`, and
   * `migrateToChainguard.switchOffRule`, which takes `SwitchOffRuleArgument`.
   */
  readonly commands?: readonly string[];
}

/** What a lens hands to the client's command. */
export interface MigrateCommandArgument {
  readonly uri: string;
}

/** A command of the client that gives a rule the severity `off` in a person's settings. */
export type SwitchOffRuleCommand = 'migrateToChainguard.switchOffRule';

/** What a quick fix hands to it. */
export interface SwitchOffRuleArgument {
  /** Of the Dockerfile. */
  readonly uri: string;
  readonly rule: string;
}

/** Method name of the request that builds an open document and its migration, runs both and compares them. Only where the server runs in Node. */
export type VerifyMethod = 'migrateToChainguard/verify';

export interface VerifyParams {
  /** As for `MigrateParams`. The document must be a file. */
  readonly textDocument: { readonly uri: string; readonly version: number };
  /** For `$/progress`. Cancelling the request stops and removes everything. */
  readonly workDoneToken?: string | number;
  readonly strategy?: Strategy;
  /** Name or path of docker or podman; without it they are looked for on PATH. */
  readonly engine?: string;
  /** Without it, what EXPOSE says. */
  readonly port?: number | 'none';
  /** Asked with GET; `/` without it. */
  readonly paths?: readonly string[];
}

export interface VerifyResult {
  /** `nothing`: the migration changes nothing. `impossible`: no engine, or the original does not build or run. */
  readonly outcome: 'same' | 'different' | 'nothing' | 'impossible' | 'port-unclear' | 'cancelled';
  /** One or two sentences for people. */
  readonly message: string;
  /** Of `port-unclear`: those to choose from. */
  readonly ports: readonly number[];
  /** The whole result. */
  readonly markdown: string;
}

/**
 * Converts a text that need not be open: what migrating many files asks for each of them, and the preview of a document that is not served. The answer is a `MigrateResult`; its `version` is 0 and
 * its `edits` belong to the text that was sent.
 */
export type MigrateTextMethod = 'migrateToChainguard/migrateText';

export interface MigrateTextParams {
  readonly uri: string;
  readonly text: string;
  readonly strategy?: Strategy;
  /** As for `MigrateParams`. */
  readonly decisions?: Decisions;
}

/** How Dockerfiles are found. Without parameters; the answer is `DockerfileNames`. */
export type DockerfileNamesMethod = 'migrateToChainguard/dockerfileNames';

export interface DockerfileNames {
  /** A glob, in any case of the letters, for files at any depth. It may find a few too many: `SelectDockerfilesMethod` tells them apart. */
  readonly glob: string;
}

/** Leaves of some files those that are Dockerfiles by their names and are to be looked at, in the same order. The answer is a list of addresses. */
export type SelectDockerfilesMethod = 'migrateToChainguard/selectDockerfiles';

export interface SelectDockerfilesParams {
  readonly uris: readonly string[];
}

/** What a migration of an open document would come to, without its text. The answer is an `Outlook`, or null when the document is not open. */
export type OutlookMethod = 'migrateToChainguard/outlook';

export interface OutlookParams {
  readonly textDocument: { readonly uri: string };
}

export interface Outlook extends Pick<MigrateResult, 'status' | 'strategy' | 'reason'> {
  /** Whose images it would use: of the repository's settings, else of the editor's. Empty for the free ones. */
  readonly organization: string;
}

/** Looks for Wolfi packages. The answer is `PackageSearchResult`. */
export type SearchPackagesMethod = 'migrateToChainguard/searchPackages';

export interface SearchPackagesParams {
  /** Part of a package's name, or a name from Debian, Alpine or Fedora. */
  readonly query: string;
  readonly limit: number;
}

export interface PackageSearchResult {
  /** Day of the list that was searched, ISO form. */
  readonly date: string;
  /** What other distributions' packages of exactly that name are in Wolfi. */
  readonly meanings: readonly NameMeaning[];
  /** Best first. */
  readonly packages: readonly FoundPackage[];
}

export interface NameMeaning {
  readonly distribution: string;
  readonly name: string;
  /** Empty when there is no counterpart, or none is needed. */
  readonly wolfi: readonly string[];
  /** For people; may be empty. */
  readonly note: string;
}

export type FoundPackage =
  | { readonly kind: 'package'; readonly name: string; readonly version: string; readonly description: string }
  /** A name that packages provide; the version is the newest provider's. */
  | { readonly kind: 'virtual'; readonly name: string; readonly version: string; readonly providers: readonly string[] }
  /** Was in Wolfi until `removed`, ISO form. */
  | { readonly kind: 'removed'; readonly name: string; readonly removed: string };

/** Where packages are to be written when the cursor is at `position`. The answer is `InsertPackagesResult`. */
export type InsertPackagesMethod = 'migrateToChainguard/insertPackages';

export interface InsertPackagesParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  readonly position: Position;
  readonly packages: readonly string[];
}

export interface InsertPackagesResult {
  /** Undefined when the `apk add` at the cursor has all of them already. */
  readonly edit?: TextEdit;
}

/** All rules. Without parameters; the answer is a list of `RuleSummary`, sorted as the documentation has them. */
export type RulesMethod = 'migrateToChainguard/rules';

export interface RuleSummary {
  readonly id: string;
  readonly title: string;
}
